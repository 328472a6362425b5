package dev.oceanus.fakebigquery.write;

/** A row that does not fit its table. The text goes into the row's {@code RowError}. */
final class RowFaultException extends Exception {
  private static final long serialVersionUID = 1;

  RowFaultException(String message) {
    super(message, null, false, false);
  }

  /** The text, never null. */
  String text() {
    return String.valueOf(getMessage());
  }
}
