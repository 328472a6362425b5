package dev.oceanus.local.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to a collector.
 *
 * @param method GET or POST
 * @param target path and query
 * @param headers besides Host and those of the connection
 * @param body not copied, and never changed; empty with GET
 */
@SuppressWarnings("ArrayRecordComponent") // made once, sent, and forgotten
public record Request(String method, String target, List<Header> headers, byte[] body) {
  public Request {
    headers = List.copyOf(headers);
  }

  /** A name and a value, which has no line ends. */
  public record Header(String name, String value) {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Request that
        && method.equals(that.method)
        && target.equals(that.target)
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, target, headers, Arrays.hashCode(body));
  }

  /** Names the route only: the rest may be personal. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return method + " " + (query < 0 ? target : target.substring(0, query));
  }
}
