package dev.oceanus.local.query;

/** The warehouse does not answer this query; the message is what it says, for its author. */
public final class QueryFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public QueryFailedException(String message) {
    super(message);
  }
}
