package dev.oceanus.common.stream;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who reads what waits in Redis, each under a lease of its own. */
public enum Reader {
  /** Commits to the warehouse: nothing is trimmed that it has not finished. */
  LOADER(null),
  /**
   * Publishes live events, where somebody wants them: nothing is trimmed that it has not finished,
   * unless it has not shown itself for so long that it must have been turned off.
   */
  RELAY(Duration.ofHours(2)),
  /** Delivers a target's notices: its leases are of targets, and it has no cursor anywhere. */
  NOTIFIER(Duration.ZERO);

  private final Optional<Duration> rememberedFor;

  Reader(@Nullable Duration rememberedFor) {
    this.rememberedFor = Optional.ofNullable(rememberedFor);
  }

  /**
   * How long its cursor is kept after it was last advanced, be it to where it stood; empty for
   * ever. A reader whose cursor may be forgotten holds up trimming only while it has one.
   */
  public Optional<Duration> rememberedFor() {
    return rememberedFor;
  }

  /** As in keys: {@code loader}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
