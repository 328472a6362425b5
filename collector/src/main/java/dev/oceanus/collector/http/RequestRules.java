package dev.oceanus.collector.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to keep to before anybody looks at where it leads: its version, its target,
 * its one host, and a body whose end no proxy in front of us could read differently. Pure.
 */
final class RequestRules {
  private static final int LONGEST_LENGTH = 18;

  private RequestRules() {}

  /** What is answered to a request that breaks one of them, or null. */
  static @Nullable Reply broken(HttpServerExchange exchange) {
    HttpString protocol = exchange.getProtocol();
    boolean current = protocol.equals(Protocols.HTTP_1_1);
    if (!current && !protocol.equals(Protocols.HTTP_1_0)) {
      return Reply.VERSION;
    }
    HeaderMap headers = exchange.getRequestHeaders();
    Reply framing = framing(exchange, headers, current);
    if (framing != null) {
      return framing;
    }
    if (exchange.isHostIncludedInRequestURI() || !Host.isOne(headers.get(Headers.HOST), current)) {
      return Reply.BAD_REQUEST;
    }
    if (!expectationMet(headers.get(Headers.EXPECT))) {
      return Reply.EXPECTATION;
    }
    return target(exchange);
  }

  private static @Nullable Reply framing(
      HttpServerExchange exchange, HeaderMap headers, boolean current) {
    HeaderValues encodings = headers.get(Headers.TRANSFER_ENCODING);
    HeaderValues lengths = headers.get(Headers.CONTENT_LENGTH);
    if (encodings != null
        && (!current || encodings.size() > 1 || !encodings.getFirst().equals("chunked"))) {
      return Reply.TRANSFER_ENCODING;
    }
    if (lengths != null && (encodings != null || !isLength(lengths))) {
      return Reply.BAD_REQUEST;
    }
    HttpString method = exchange.getRequestMethod();
    boolean post = method.equals(Methods.POST);
    if (post && !current && lengths == null) {
      return Reply.LENGTH_REQUIRED;
    }
    boolean body = encodings != null || (lengths != null && !lengths.getFirst().equals("0"));
    if (!post && body) {
      exchange.setPersistent(false);
      return isAsking(method) ? Reply.BODY_NOT_TAKEN : null;
    }
    return body ? compression(headers.get(Headers.CONTENT_ENCODING)) : null;
  }

  /** Digits only; so many that the number fits into a long. */
  private static boolean isLength(HeaderValues lengths) {
    String length = lengths.getFirst();
    if (lengths.size() > 1 || length.isEmpty() || length.length() > LONGEST_LENGTH) {
      return false;
    }
    for (int i = 0; i < length.length(); i++) {
      if (length.charAt(i) < '0' || length.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Any other method is refused by its route. */
  private static boolean isAsking(HttpString method) {
    return method.equals(Methods.GET)
        || method.equals(Methods.HEAD)
        || method.equals(Methods.OPTIONS);
  }

  private static @Nullable Reply compression(@Nullable HeaderValues encodings) {
    boolean plain =
        encodings == null
            || (encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("identity"));
    return plain ? null : Reply.CONTENT_ENCODING;
  }

  private static boolean expectationMet(@Nullable HeaderValues expectations) {
    return expectations == null
        || (expectations.size() == 1 && expectations.getFirst().equalsIgnoreCase("100-continue"));
  }

  private static @Nullable Reply target(HttpServerExchange exchange) {
    String path = exchange.getRequestURI();
    String query = exchange.getQueryString();
    if (path.length() + query.length() > HttpConfig.MAX_URL) {
      return Reply.URL_TOO_LONG;
    }
    return hasControls(path) || hasControls(query) ? Reply.BAD_REQUEST : null;
  }

  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f) {
        return true;
      }
    }
    return false;
  }
}
