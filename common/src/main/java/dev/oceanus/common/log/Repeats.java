package dev.oceanus.common.log;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Holds back lines that say the same again: the first of a kind passes, and then one a minute, with
 * the number of those that did not. Of too many kinds each counts as the same one. Thread-safe.
 */
public final class Repeats {
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();
  private static final int MOST_KINDS = 100;
  private static final String OTHERS = "others";

  private final LongSupplier nanos;
  private final Map<String, Seen> kinds = new ConcurrentHashMap<>();

  private record Seen(long passedAt, int heldBack, int told) {
    boolean passes() {
      return heldBack == 0;
    }
  }

  /**
   * @param nanos monotonic clock, as {@link System#nanoTime}
   */
  public Repeats(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Whether a line of this kind should be written now.
   *
   * @return empty if not, else how many like it were held back since the last one
   */
  public OptionalInt pass(String kind) {
    boolean known = kinds.containsKey(kind) || kinds.size() < MOST_KINDS;
    long now = nanos.getAsLong();
    Seen seen =
        kinds.merge(
            known ? kind : OTHERS,
            new Seen(now, 0, 0),
            (old, fresh) ->
                now - old.passedAt >= PAUSE
                    ? new Seen(now, 0, old.heldBack)
                    : new Seen(old.passedAt, old.heldBack + 1, 0));
    return seen.passes() ? OptionalInt.of(seen.told) : OptionalInt.empty();
  }
}
