package dev.oceanus.local.browser;

/** A browser cannot be started, ended on its own, or does not do what it was asked for. */
public final class BrowserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrowserException(String message) {
    super(message);
  }
}
