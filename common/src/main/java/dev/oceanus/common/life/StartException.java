package dev.oceanus.common.life;

import org.jspecify.annotations.Nullable;

/** A component cannot start; the message is one line that tells the operator why and what to do. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
