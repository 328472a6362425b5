package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.testkit.input.Blns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a route is sent an event that it would store. A route that is not listed here fails the test,
 * so that no new one goes without bad input.
 *
 * @param route as the collector names it
 * @param path without its site
 * @param form how values are written
 * @param site one that accepts it
 */
record Recipe(String route, String path, Form form, Site site) {
  /** How values are written. */
  enum Form {
    QUERY,
    FIELDS,
    JSON,
    /** There are none: a page, or an answer to a load balancer. */
    NONE
  }

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          Map.entry("POST /v1/events/{site}", Form.JSON),
          Map.entry("GET /v1/pixel/{site}", Form.QUERY),
          Map.entry("POST /v1/form/{site}", Form.FIELDS),
          Map.entry("GET /v1/click/{site}", Form.QUERY),
          Map.entry("GET /v1/mail/{site}", Form.QUERY),
          Map.entry("POST /v1/server/{site}", Form.JSON),
          Map.entry("GET /swallow", Form.QUERY),
          Map.entry("GET /swallow/{site}", Form.QUERY),
          Map.entry("GET /gaze/{site}", Form.QUERY),
          Map.entry("GET /pierce/{site}", Form.QUERY),
          Map.entry("POST /pirate/{site}", Form.FIELDS),
          Map.entry("GET /lb", Form.NONE),
          Map.entry("GET /hc", Form.NONE),
          Map.entry("GET /rstatus", Form.NONE),
          Map.entry("GET /robots.txt", Form.NONE),
          Map.entry("GET /favicon.ico", Form.NONE),
          Map.entry("GET /oceanus.js", Form.NONE),
          Map.entry("GET /hello", Form.NONE),
          Map.entry("GET /hello.html", Form.NONE));

  /** What each kind of route needs to store an event; the others pass over it. */
  private static final List<String> NEEDED =
      List.of("evt", "e", "oid", "o", "sid", "1", "url", "https://shop.example/", "rad", "1.2.3.4");

  /** The recipe of a route, as the collector names it. */
  static Recipe of(String route) {
    Form form = FORMS.get(route);
    if (form == null) {
      throw new AssertionError("no recipe for '" + route + "': add one, so that it is tried too");
    }
    String path = route.substring(route.indexOf(' ') + 1).replace("/{site}", "");
    return new Recipe(route, path, form, form == Form.NONE ? TestSites.DEMO : siteOf(path));
  }

  private static Site siteOf(String path) {
    String accepts = path.substring(path.lastIndexOf('/') + 1);
    return TestSites.catalogue().sites().stream()
        .filter(
            site -> site.accepts().stream().map(Accepts::name).anyMatch(accepts::equalsIgnoreCase))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no site of the tests accepts " + path));
  }

  /** A request with a value more, one char a byte; the value of {@code jsn} is JSON. */
  String with(String id, String name, String value, String... headers) {
    String target = route.endsWith("{site}") ? path + "/" + site.name() : path;
    return at(target, id, name, value, headers);
  }

  /** The same at another target. */
  String at(String target, String id, String name, String value, String... headers) {
    List<String> values = new ArrayList<>(NEEDED);
    values.addAll(List.of("eid", id, "uid", id, name, value));
    return switch (form) {
      case NONE -> BadInputs.get(target + "?" + pairs(values), headers);
      case QUERY -> BadInputs.get(target + "?" + pairs(values), headers);
      case FIELDS ->
          BadInputs.post(target, "application/x-www-form-urlencoded", pairs(values), headers);
      case JSON -> BadInputs.post(target, "text/plain", object(values), headers);
    };
  }

  private static String pairs(List<String> values) {
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < values.size(); i += 2) {
      pairs.append(i == 0 ? "" : "&").append(Blns.escaped(values.get(i))).append('=');
      pairs.append(Blns.escaped(values.get(i + 1)));
    }
    return pairs.toString();
  }

  private static String object(List<String> values) {
    StringBuilder object = new StringBuilder();
    for (int i = 0; i < values.size(); i += 2) {
      object.append(i == 0 ? '{' : ',').append(Blns.json(values.get(i))).append(':');
      boolean json = values.get(i).equals("jsn");
      object.append(json ? values.get(i + 1) : Blns.json(values.get(i + 1)));
    }
    return Blns.raw(object.append('}').toString());
  }

  /** One request of this route on a connection of its own. */
  static Answer send(int port, String request) throws IOException {
    return RawHttp.attempt(port, request.getBytes(ISO_8859_1));
  }
}
