package dev.oceanus.common.admin;

/**
 * A further route of the admin server.
 *
 * @param path exactly, beginning with a slash
 * @param handler answers it, on a virtual thread of the request
 */
public record AdminRoute(String path, Handler handler) {
  /** Answers one request. */
  @FunctionalInterface
  public interface Handler {
    /** The answer; an exception becomes 500 without its text. */
    AdminResponse handle(AdminRequest request);
  }
}
