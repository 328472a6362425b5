package dev.oceanus.collector.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.common.site.Privacy.Parameters;

/**
 * A URL without the parameters that a site does not store, and then without user, password and what
 * follows a semicolon in its path as well. What is left stays as it was. Any text is taken: what is
 * no URL is treated like one.
 */
final class PageUrl {
  private PageUrl() {}

  static String of(String url, Parameters parameters) {
    if (parameters.all()) {
      return url;
    }
    int hash = url.indexOf('#');
    String fragment = hash < 0 ? "" : url.substring(hash + 1);
    String rest = hash < 0 ? url : url.substring(0, hash);
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    return withoutIds(withoutUser(path))
        + marked('?', listed(query, parameters))
        + fragment(fragment, parameters);
  }

  /** Where routes stand in the fragment they may have a query of their own. */
  private static String fragment(String fragment, Parameters parameters) {
    int question = fragment.indexOf('?');
    String route = question < 0 ? fragment : fragment.substring(0, question);
    String query = question < 0 ? "" : listed(fragment.substring(question + 1), parameters);
    String kept = route.indexOf('=') < 0 ? route : listed(route, parameters);
    return marked('#', kept + marked('?', query));
  }

  private static String marked(char mark, String text) {
    return text.isEmpty() ? "" : mark + text;
  }

  private static String listed(String query, Parameters parameters) {
    StringBuilder kept = new StringBuilder();
    for (int start = 0; start < query.length(); ) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      if (parameters.listed().contains(name(query, start, end))) {
        kept.append(kept.isEmpty() ? "" : "&").append(query, start, end);
      }
      start = end + 1;
    }
    return kept.toString();
  }

  private static String name(String query, int start, int end) {
    int equals = query.indexOf('=', start);
    String pair = query.substring(start, equals < 0 || equals > end ? end : equals);
    String bytes = new String(pair.getBytes(UTF_8), ISO_8859_1);
    return UrlEncoded.decode(bytes, 0, bytes.length());
  }

  /** Some servers write a session's id behind a semicolon. */
  private static String withoutIds(String path) {
    return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
  }

  /** Only what stands before the path may hold an at sign that means a user. */
  private static String withoutUser(String path) {
    int authority = path.indexOf("//");
    if (authority < 0) {
      return path;
    }
    int slash = path.indexOf('/', authority + 2);
    int at = path.lastIndexOf('@', slash < 0 ? path.length() : slash);
    return at < authority ? path : path.substring(0, authority + 2) + path.substring(at + 1);
  }
}
