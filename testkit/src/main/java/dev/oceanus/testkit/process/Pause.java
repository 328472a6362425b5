package dev.oceanus.testkit.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The only place where a harness of processes waits for time to pass. */
public final class Pause {
  private static final Duration LOOK = Duration.ofMillis(10);

  private Pause() {}

  /**
   * Waits as long as this.
   *
   * @throws IllegalStateException if interrupted
   */
  public static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting " + time, e);
    }
  }

  /**
   * Looks again and again until something is so.
   *
   * @return false if it was not so within the limit
   */
  public static boolean until(Duration limit, BooleanSupplier so) {
    return until(limit, LOOK, so);
  }

  /**
   * The same at intervals, where looking costs something.
   *
   * @return false if it was not so within the limit
   */
  public static boolean until(Duration limit, Duration look, BooleanSupplier so) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return so.getAsBoolean();
      }
      of(look);
    }
    return true;
  }
}
