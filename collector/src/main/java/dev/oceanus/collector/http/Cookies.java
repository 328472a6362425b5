package dev.oceanus.collector.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pairs of the Cookie header, as many headers as there are, searched by name. */
final class Cookies {
  private Cookies() {}

  /**
   * The value of the only cookie of this name; null where there is none, and where there are
   * several, of which a browser does not say which is whose.
   */
  static @Nullable String only(Iterable<String> headers, String name) {
    List<String> values = values(headers, name);
    return values.size() == 1 ? values.get(0) : null;
  }

  /** Whether there is a cookie of this name. */
  static boolean has(Iterable<String> headers, String name) {
    return !values(headers, name).isEmpty();
  }

  private static List<String> values(Iterable<String> headers, String name) {
    List<String> values = List.of();
    for (String header : headers) {
      for (int start = 0; start < header.length(); ) {
        int end = header.indexOf(';', start);
        end = end < 0 ? header.length() : end;
        int equals = header.indexOf('=', start);
        if (equals >= 0 && equals < end && header.substring(start, equals).strip().equals(name)) {
          values = values.isEmpty() ? new ArrayList<>() : values;
          values.add(header.substring(equals + 1, end).strip());
        }
        start = end + 1;
      }
    }
    return values;
  }
}
