package dev.oceanus.local.replay;

import dev.oceanus.common.life.Retry;
import java.time.Duration;

/** Keeps sending at most so often a second, evenly. Not thread-safe. */
final class Pace {
  private final long gap;
  private long next = System.nanoTime();

  Pace(int aSecond) {
    this.gap = Duration.ofSeconds(1).toNanos() / aSecond;
  }

  /** Waits for its turn; false if it was interrupted. */
  boolean await() {
    long now = System.nanoTime();
    long wait = next - now;
    next = Math.max(next, now) + gap;
    return wait <= 0 || Retry.pause(Duration.ofNanos(wait));
  }
}
