package dev.oceanus.local.duckdb;

import java.io.IOException;

/** Another process has the file open for writing now. */
public final class FileTakenException extends IOException {
  private static final long serialVersionUID = 1L;

  FileTakenException(String message) {
    super(message);
  }
}
