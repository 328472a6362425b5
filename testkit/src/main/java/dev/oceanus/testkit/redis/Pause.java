package dev.oceanus.testkit.redis;

/** The wait between two looks at a process that starts. */
final class Pause {
  private Pause() {}

  static void shortly() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
  }
}
