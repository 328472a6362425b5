package dev.oceanus.common.bus;

import org.jspecify.annotations.Nullable;

/** The bus cannot take events now; the same call may succeed later. */
public final class BusUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BusUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
