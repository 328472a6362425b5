package dev.oceanus.fakebigquery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.api.Route;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request. Immutable. */
final class Router {
  private final List<Pattern> patterns;

  Router(List<Route> routes) {
    this.patterns = routes.stream().map(route -> new Pattern(route, split(route.path()))).toList();
  }

  /** A route with its path in pieces. */
  private record Pattern(Route route, List<String> segments) {}

  /** A route with the values of its placeholders. */
  record Found(Route route, Map<String, String> placeholders) {}

  /**
   * Finds a route.
   *
   * @param path still encoded
   * @param uploadType value of this parameter
   */
  Optional<Found> find(String verb, String path, String uploadType) {
    List<String> segments = split(path);
    for (Pattern pattern : patterns) {
      Route route = pattern.route();
      if (route.verb().equals(verb)
          && (route.uploadType().isEmpty() || route.uploadType().equals(uploadType))) {
        Map<String, String> placeholders = match(pattern.segments(), segments);
        if (!placeholders.containsKey("")) {
          return Optional.of(new Found(route, placeholders));
        }
      }
    }
    return Optional.empty();
  }

  /** Values of the placeholders; an empty key where it does not match. */
  private static Map<String, String> match(List<String> pattern, List<String> segments) {
    Map<String, String> placeholders = new HashMap<>();
    boolean matches = pattern.size() == segments.size();
    for (int i = 0; matches && i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        placeholders.put(expected.substring(1, expected.length() - 1), segments.get(i));
      } else {
        matches = expected.equals(segments.get(i));
      }
    }
    return matches ? placeholders : Map.of("", "");
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1)).stream()
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8))
        .toList();
  }
}
