package dev.oceanus.fakebigquery.load;

/** A row that does not fit the table, with BigQuery's words for it. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRowException(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
