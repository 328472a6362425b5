package dev.oceanus.local.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.local.cli.Printable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One entry of a stream on one line: when, which site, what happened or why it was refused, and
 * what tells most. No event can break its line or the terminal.
 */
public final class EventLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int LONGEST = 200;
  private static final List<String> NAMES = List.of("event_name", "evt");
  private static final String NAMELESS = "form"; // of the Python system's forms, which have no name
  private static final List<String> TELLING =
      List.of("page_url", "url", "utm_source", "visitor_id", "sid", "user_id", "uid", "bot");
  private static final List<String> PROPERTIES = List.of("properties", "jsn");

  private final Entry entry;
  private final Shard shard;
  private final Map<String, String> fields;

  public EventLine(Shard shard, Entry entry) {
    this.shard = shard;
    this.entry = entry;
    this.fields = fields(entry.event());
  }

  /** The event's site, or the empty text where it does not say one. */
  public String site() {
    return fields.getOrDefault("site", "");
  }

  /** For people. */
  public String text(ZoneId zone, String siteOfTable) {
    String site = site().isEmpty() ? siteOfTable : site();
    StringBuilder line =
        new StringBuilder(TIME.format(Instant.ofEpochMilli(entry.id().millis()).atZone(zone)))
            .append("  ")
            .append(Printable.text(site))
            .append("  ");
    if (shard.lane().equals(Lane.REFUSED.name())) {
      line.append("REFUSED ").append(value("reason"));
      append(line, "field", "detail", "route", "raw");
    } else if (shard.lane().equals(Lane.DEAD_LETTERS.name())) {
      line.append("DEAD LETTER ").append(value("reason"));
      append(line, "lane", "field", "detail", "entry");
    } else {
      String name = first(NAMES);
      line.append(name.isEmpty() && fields.containsKey("sid") ? NAMELESS : name);
      append(line, TELLING.toArray(String[]::new));
      String properties = first(PROPERTIES);
      line.append(properties.isEmpty() ? "" : "  " + properties);
    }
    return line.toString();
  }

  /** For programs: one JSON object. */
  public String json() {
    String event = new String(entry.event(), UTF_8);
    return "{\"table\":\"%s\",\"entry\":\"%s\",\"event\":%s}"
        .formatted(
            shard.lane(),
            shard + "-" + entry.id(),
            fields.isEmpty() ? "null" : Printable.json(event));
  }

  private void append(StringBuilder line, String... names) {
    for (String name : names) {
      if (fields.containsKey(name)) {
        line.append("  ").append(name).append('=').append(value(name));
      }
    }
  }

  private String first(List<String> names) {
    return names.stream().filter(fields::containsKey).map(this::value).findFirst().orElse("");
  }

  private String value(String name) {
    String value = Printable.text(fields.getOrDefault(name, ""));
    return value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
  }

  /** The members of a flat JSON object as texts; none if it is something else. */
  private static Map<String, String> fields(byte[] event) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, parser.getString());
      }
      return fields;
    } catch (JacksonException e) {
      return Map.of();
    }
  }
}
