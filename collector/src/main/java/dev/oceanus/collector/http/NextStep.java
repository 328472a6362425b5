package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.request.UrlEncoded;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a chain of redirects leads next: to the same path by the same query, but for some values.
 * It never leaves this server, and nothing of it can end a header. Used once, by one thread.
 */
final class NextStep {
  private static final String UNSAFE = "\"#<>\\^`{|}";

  private final String path;
  private final List<String> pairs = new ArrayList<>();

  NextStep(Call call) {
    this.path = call.exchange().getRequestURI();
    for (String pair : call.query().split("&", -1)) {
      if (!pair.isEmpty()) {
        pairs.add(pair);
      }
    }
  }

  /** Sets a value in the place of all of its name. */
  NextStep with(String name, String value) {
    pairs.removeIf(pair -> name.equals(name(pair)));
    pairs.add(name + '=' + URLEncoder.encode(value, UTF_8));
    return this;
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return UrlEncoded.decode(pair, 0, equals < 0 ? pair.length() : equals);
  }

  /** Value of the header. */
  String location() {
    String wanted = path + '?' + String.join("&", pairs);
    StringBuilder location = new StringBuilder(wanted.length());
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      if (c > 0x20 && c < 0x7f && UNSAFE.indexOf(c) < 0) {
        location.append(c);
      } else {
        location.append("%%%02X".formatted(c & 0xff));
      }
    }
    return location.toString();
  }
}
