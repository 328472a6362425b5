package dev.oceanus.common.warehouse;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The warehouse cannot be asked now, or its table does not fit; the same may be tried again. */
public final class WarehouseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /**
   * @param message what was tried and what to do, in one line
   */
  public WarehouseUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /**
   * @param message what was tried and what to do, in one line
   * @param retryAfter when it makes sense to try again, where the warehouse's terms say so
   */
  public WarehouseUnavailableException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** When to try again; empty leaves it to who tries. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
