package dev.oceanus.export.bigquery;

import org.jspecify.annotations.Nullable;

/** A file could not be loaded into BigQuery; the message says what to do, and holds no row data. */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LoadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
