package dev.oceanus.common.stream;

import java.util.Locale;

/** Who reads a lane's streams, each with a cursor and a lease of its own. */
public enum Reader {
  /** Commits to the warehouse. */
  LOADER,
  /** Publishes live events. */
  RELAY;

  /** As in keys: {@code loader}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
