package dev.oceanus.common.life;

/** Ends the process because of something that it cannot handle. Thread-safe. */
@FunctionalInterface
public interface Fatal {
  /**
   * Says why, once, and begins the orderly end of the process with exit code 1.
   *
   * @param what what was being done, in one line
   */
  void report(String what, Throwable cause);
}
