package dev.oceanus.local.doctor.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.local.doctor.wire.Beacon.Sent;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what identifies events out of a query or a body; nothing where there is nothing to read.
 */
final class SentEvents {
  private static final List<String> IDS = List.of("eid", "event_id");
  private static final List<String> NAMES = List.of("evt", "event_name");
  private static final List<String> VISITORS = List.of("vid", "visitor_id", "sid");

  private SentEvents() {}

  /** The events of a JSON text: one, or an array of them. */
  static List<Sent> ofJson(String body) {
    String text = body.strip();
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return List.of();
    }
    try {
      JsonNode node = JsonMapper.shared().readTree(text);
      List<Sent> events = new ArrayList<>();
      for (JsonNode each : node.isArray() ? node : List.of(node)) {
        if (each.isObject()) {
          events.add(new Sent(value(each, IDS), value(each, NAMES), value(each, VISITORS)));
        }
      }
      return events;
    } catch (JacksonException e) {
      return List.of();
    }
  }

  /** The one event of a query or of a url-encoded form. */
  static Sent ofQuery(String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Sent(first(values, IDS), first(values, NAMES), first(values, VISITORS));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a stray percent sign
    }
  }

  private static String value(JsonNode event, List<String> names) {
    return names.stream()
        .filter(name -> event.path(name).isString())
        .map(name -> event.get(name).asString())
        .findFirst()
        .orElse("");
  }

  private static String first(Map<String, String> values, List<String> names) {
    return names.stream().filter(values::containsKey).map(values::get).findFirst().orElse("");
  }
}
