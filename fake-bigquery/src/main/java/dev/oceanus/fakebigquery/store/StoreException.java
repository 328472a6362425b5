package dev.oceanus.fakebigquery.store;

/** The store's file does not do what it must. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
