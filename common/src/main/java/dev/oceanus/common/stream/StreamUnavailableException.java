package dev.oceanus.common.stream;

import org.jspecify.annotations.Nullable;

/** Redis could not be asked now; what was tried may be tried again. */
public final class StreamUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StreamUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
