package dev.oceanus.common.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An answer of the admin server.
 *
 * @param status HTTP status
 * @param contentType value of the header
 * @param body the whole of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record AdminResponse(int status, String contentType, byte[] body) {
  /** An answer in plain text. */
  public static AdminResponse text(int status, String text) {
    return new AdminResponse(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
  }

  /** An answer in JSON. */
  public static AdminResponse json(int status, String json) {
    return new AdminResponse(status, "application/json", json.getBytes(UTF_8));
  }
}
