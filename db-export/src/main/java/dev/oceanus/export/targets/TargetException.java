package dev.oceanus.export.targets;

import org.jspecify.annotations.Nullable;

/** The target cannot take what is written; the message says what to do. */
public class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TargetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
