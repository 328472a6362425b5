package dev.oceanus.notifier.http;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request.
 *
 * @param method {@code POST}
 * @param place where it goes; its query included
 * @param headers without those that the client sets: Host, Connection, Content-Length,
 *     Accept-Encoding
 * @param body may be empty; not to be changed
 * @param limit how long all of it may take, from the name to the end of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and as large as a message may be
public record Call(
    String method, URI place, Map<String, String> headers, byte[] body, Duration limit) {
  /** How long a call may take unless it says so. */
  public static final Duration LIMIT = Duration.ofSeconds(5);

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,8192}");

  public Call {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    headers.forEach(
        (name, value) -> {
          if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("no header that may be sent: " + name);
          }
        });
    if (!TOKEN.matcher(method).matches()) {
      throw new IllegalArgumentException("no method");
    }
  }

  /** A POST of this JSON text. */
  public static Call post(URI place, Map<String, String> headers, byte[] json) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json; charset=utf-8");
    return new Call("POST", place, all, json, LIMIT);
  }

  /** The place without what is secret in it. */
  @Override
  public String toString() {
    return method + " " + place.getHost();
  }
}
