package dev.oceanus.common.stream;

import java.util.Locale;

/** Who reads what waits in Redis, each under a lease of its own. */
public enum Reader {
  /** Commits to the warehouse. */
  LOADER,
  /** Publishes live events. */
  RELAY,
  /** Delivers a target's notices; its leases are of targets, not of lanes. */
  NOTIFIER;

  /** As in keys: {@code loader}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
