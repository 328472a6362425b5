package dev.oceanus.loader.warehouse;

import java.time.Duration;

/** What was asked is not decided yet, such as by a job that runs: to be asked again. No failure. */
public final class WarehouseBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration again;

  /**
   * @param message what is waited for, in one line
   * @param again how long to wait before asking again
   */
  public WarehouseBusyException(String message, Duration again) {
    super(message);
    this.again = again;
  }

  /** How long to wait before asking again. */
  public Duration again() {
    return again;
  }
}
