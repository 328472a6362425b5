package dev.oceanus.common.life;

import java.time.Duration;

/** The only place where a thread of a service sleeps. */
public final class Retry {
  private Retry() {}

  /**
   * Sleeps.
   *
   * @return false if it was interrupted, which is left for the caller's loop to see
   */
  public static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
