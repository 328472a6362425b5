package dev.oceanus.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.testkit.ledger.Columns;
import dev.oceanus.testkit.ledger.Sent;
import dev.oceanus.testkit.ledger.Sent.Destination;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event as a page has it, by the columns of its table.
 *
 * @param site where it is sent
 * @param userAgent of the browser
 * @param values what the page sets, by column; properties as the JSON text that is sent
 * @param derived what the collector makes of the page's URL
 */
record Visit(
    String site, String userAgent, Map<String, String> values, Map<String, String> derived) {
  /** The columns that are compared, byte for byte. */
  static final List<String> COMPARED =
      List.of(
          "event_id",
          "site",
          "event_name",
          "visitor_id",
          "session_id",
          "page_view_id",
          "user_id",
          "page_url",
          "page_title",
          "referrer",
          "utm_source",
          "utm_medium",
          "utm_campaign",
          "utm_term",
          "click_id",
          "properties",
          "user_agent",
          "language",
          "charset",
          "screen",
          "viewport",
          "option_id",
          "tag_version",
          "truncated");

  private static final String PROPERTIES = "properties";
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("event_id", "eid"),
          Map.entry("event_name", "evt"),
          Map.entry("visitor_id", "vid"),
          Map.entry("session_id", "ses"),
          Map.entry("page_view_id", "pvid"),
          Map.entry("user_id", "uid"),
          Map.entry("page_url", "url"),
          Map.entry("page_title", "tit"),
          Map.entry("referrer", "ref"),
          Map.entry(PROPERTIES, "jsn"),
          Map.entry("language", "lng"),
          Map.entry("charset", "enc"),
          Map.entry("screen", "scr"),
          Map.entry("viewport", "vie"),
          Map.entry("option_id", "oid"),
          Map.entry("tag_version", "tv"));

  String id() {
    return values.get("event_id") + "";
  }

  /** The same without one of its values. */
  Visit without(String column) {
    Map<String, String> fewer = new LinkedHashMap<>(values);
    fewer.remove(column);
    return new Visit(site, userAgent, fewer, derived);
  }

  /** The same with another value. */
  Visit with(String column, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(column, value);
    return new Visit(site, userAgent, changed, derived);
  }

  /** As the ledger notes it. */
  Sent sent(Destination destination) {
    Map<String, String> kept = new LinkedHashMap<>(values);
    kept.putAll(derived);
    kept.put("site", site);
    kept.put("user_agent", userAgent);
    return new Sent(id(), destination, Columns.of(kept));
  }

  /** As the query of a pixel, by the short names. */
  String query() {
    return values.entrySet().stream()
        .map(
            each ->
                SHORT.getOrDefault(each.getKey(), each.getKey())
                    + "="
                    + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** As a JSON object, by the long or the short names. */
  String json(boolean shortNames) {
    JsonMapper json = JsonMapper.shared();
    return values.entrySet().stream()
        .map(
            each -> {
              String name = each.getKey();
              String value =
                  name.equals(PROPERTIES)
                      ? each.getValue()
                      : json.writeValueAsString(each.getValue());
              return "\"" + (shortNames ? SHORT.getOrDefault(name, name) : name) + "\":" + value;
            })
        .collect(Collectors.joining(",", "{", "}"));
  }
}
