package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Where routes are found: under their own names, or where an operator has moved them, since
 * blockers look at names. A route that was moved is no longer at its old place. Immutable.
 */
public final class Paths {
  /** Every route is found under its name. */
  public static final Paths NATIVE = new Paths(Map.of());

  /** Routes whose path ends with a site. */
  static final Set<String> OF_SITES =
      Set.of(
          "/v1/events",
          "/v1/pixel",
          "/v1/form",
          "/v1/mail",
          "/v1/click",
          "/v1/server",
          "/swallow",
          "/gaze",
          "/pierce",
          "/pirate");

  /** Routes without a site that pages may ask for. */
  static final Set<String> OTHERS = Set.of("/oceanus.js");

  /** Where people and load balancers look, and nobody else may be. */
  private static final Set<String> FIXED =
      Set.of("/lb", "/hc", "/rstatus", "/robots.txt", "/favicon.ico");

  private static final Pattern PATH =
      Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,63}){1,4}");

  private final Map<String, String> moved;

  private Paths(Map<String, String> moved) {
    this.moved = Map.copyOf(moved);
  }

  /**
   * Reads {@code /v1/events=/e}, one of each.
   *
   * @param fault is told the rule and what was found
   */
  public static Paths of(List<String> texts, BiConsumer<String, String> fault) {
    Map<String, String> moved = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      String path = equals < 0 ? "" : text.substring(equals + 1);
      if (!OF_SITES.contains(name) && !OTHERS.contains(name)) {
        fault.accept("must name routes that can be moved (" + known() + ")", text);
      } else if (!PATH.matcher(path).matches()) {
        fault.accept(
            "must be route=/path of one to four parts from letters, digits and ._~-", text);
      } else if (moved.putIfAbsent(name, path) != null) {
        fault.accept("must name each route once", text);
      }
    }
    Paths paths = new Paths(moved);
    moved.forEach(
        (name, path) -> {
          if (paths.clashes(name, path)) {
            fault.accept("must lead to a place of its own", name + "=" + path);
          }
        });
    return paths;
  }

  private static String known() {
    Set<String> known = new TreeSet<>(OF_SITES);
    known.addAll(OTHERS);
    return String.join(", ", known);
  }

  /** Where a route is found, without its site. */
  public String of(String name) {
    return moved.getOrDefault(name, name);
  }

  /** A script that sends to routes, with each path that was moved in the place of the old one. */
  public Page in(Page script) {
    String changed = new String(script.body(), UTF_8);
    for (Map.Entry<String, String> each : moved.entrySet()) {
      for (String quote : List.of("'", "\"", "`")) {
        changed = changed.replace(quote + each.getKey() + "/", quote + each.getValue() + "/");
      }
    }
    return new Page(
        script.path(), script.contentType(), script.cacheControl(), changed.getBytes(UTF_8));
  }

  /** Whether another route could answer at a path, or this one for another one's. */
  private boolean clashes(String name, String path) {
    Map<String, Boolean> others = new HashMap<>();
    OF_SITES.forEach(other -> others.put(other, true));
    OTHERS.forEach(other -> others.put(other, false));
    FIXED.forEach(other -> others.put(other, false));
    others.remove(name);
    boolean bySite = OF_SITES.contains(name);
    return others.entrySet().stream()
        .anyMatch(
            other -> {
              String place = of(other.getKey());
              return place.equals(path)
                  || (other.getValue() && parent(path).equals(place))
                  || (bySite && parent(place).equals(path));
            });
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  @Override
  public String toString() {
    return "Paths" + moved;
  }
}
