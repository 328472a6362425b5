package dev.oceanus.common.admin;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to the admin server.
 *
 * @param method in upper case
 * @param query undecoded, or null
 * @param headers first value of each, by name in lower case
 * @param body at most {@link AdminServer#MAX_BODY} bytes
 * @param peer who asks
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record AdminRequest(
    String method,
    @Nullable String query,
    Map<String, String> headers,
    byte[] body,
    InetAddress peer) {
  /** The first value of a header, by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
