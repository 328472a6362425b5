package dev.oceanus.common.life;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling from {@code first} to {@code longest}, each wait
 * drawn between half of it and all of it, so that many clients do not return at once.
 */
public record Backoff(Duration first, Duration longest) {
  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("back-off from " + first + " to " + longest);
    }
  }

  /**
   * The wait after so many failures in a row.
   *
   * @param failures 1 or more
   */
  public Duration after(int failures, RandomGenerator random) {
    int doublings = Math.clamp(failures - 1L, 0, 30);
    double full = Math.min((double) longest.toNanos(), first.toNanos() * Math.pow(2, doublings));
    return Duration.ofNanos((long) (full * (0.5 + random.nextDouble() / 2)));
  }
}
