package dev.oceanus.export.source;

import org.jspecify.annotations.Nullable;

/** The database does not do what was asked; the message says what to do, and holds no row data. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
