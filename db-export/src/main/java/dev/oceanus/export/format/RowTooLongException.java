package dev.oceanus.export.format;

/** A row is longer than it may be. */
public final class RowTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RowTooLongException(int longest) {
    super("a row takes more than " + longest + " bytes");
  }
}
