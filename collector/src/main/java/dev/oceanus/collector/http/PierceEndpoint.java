package dev.oceanus.collector.http;

import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.common.site.Site;
import io.undertow.util.Headers;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The Python system's way in for servers that tell of somebody else's visit, as a URL shortener
 * does: address and agent are parameters. Since anybody could tell anything, a server shows a key,
 * by the header or, where its URL is all that can be changed, by a parameter. Thread-safe.
 */
final class PierceEndpoint {
  private static final String KEY = "key";
  private static final String SCHEME = "bearer ";

  private final LegacyRequests requests;

  PierceEndpoint(LegacyRequests requests) {
    this.requests = requests;
  }

  /** One event in the query, answered by a word. */
  void pierce(Call call) {
    Sent sent = Sent.of(call.query());
    Reason closed = closed(call.desk().site().access(), key(call, sent));
    if (closed != null) {
      requests.refuse(call, closed, "", Raw.query(sent.query));
      return;
    }
    requests
        .read(call, sent.query)
        .ifPresent(values -> requests.take(call, values, stored -> stored.send(Reply.OK_WORD)));
  }

  private static @Nullable Reason closed(Site.Access access, @Nullable String key) {
    if (access.openPierce()) {
      return null;
    }
    if (key == null) {
      return Reason.NO_KEY;
    }
    return access.keys().opens(key) ? null : Reason.WRONG_KEY;
  }

  private static @Nullable String key(Call call, Sent sent) {
    String header = call.header(Headers.AUTHORIZATION);
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? header.substring(SCHEME.length()).strip()
        : sent.key;
  }

  /**
   * A query taken apart, so that its key is kept nowhere, be it of a refused event.
   *
   * @param query without the key
   * @param key the last one, or null
   */
  private record Sent(String query, @Nullable String key) {
    static Sent of(String query) {
      StringJoiner rest = new StringJoiner("&");
      String key = null;
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        int end = equals < 0 ? pair.length() : equals;
        if (UrlEncoded.decode(pair, 0, end).equals(KEY)) {
          key = UrlEncoded.decode(pair, Math.min(end + 1, pair.length()), pair.length());
        } else {
          rest.add(pair);
        }
      }
      return new Sent(rest.toString(), key == null || key.isBlank() ? null : key);
    }
  }
}
