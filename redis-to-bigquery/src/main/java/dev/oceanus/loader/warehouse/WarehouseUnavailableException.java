package dev.oceanus.loader.warehouse;

import org.jspecify.annotations.Nullable;

/** The warehouse cannot be asked now, or its table does not fit; the same may be tried again. */
public final class WarehouseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was tried and what to do, in one line
   */
  public WarehouseUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
