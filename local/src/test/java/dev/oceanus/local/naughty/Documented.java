package dev.oceanus.local.naughty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.testkit.input.Blns;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the documentation says that becomes of an event. Written from it and from the schemas, and
 * not from the collector's code. Used once.
 */
final class Documented {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern HALF_ESCAPE = Pattern.compile("(?<!\\\\)\\\\ud[89a-f][0-9a-f]{2}");
  private static final Pattern CAMPAIGN =
      Pattern.compile(Pattern.quote(Way.TARGET + "?utm_source=") + "([^&]*)(?:&gclid=(.*))?");
  private static final int CLOCK_KEPT = 256;

  private final Sent sent;
  private final Way way;
  private final Schema schema;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final Set<String> cut = new TreeSet<>();
  private @Nullable Refused refused;

  private Documented(Sent sent) {
    this.sent = sent;
    this.way = sent.way();
    this.schema = sent.way().schema();
  }

  /** What becomes of an event. */
  sealed interface Fate {}

  /** A row with these columns among others. */
  record Row(Map<String, Cell> cells) implements Fate {}

  /** A refusal for this reason. */
  record Refused(String reason, String field) implements Fate {}

  /** The fate of an event. */
  static Fate of(Sent sent) {
    Documented documented = new Documented(sent);
    sent.way().columns().forEach(documented::column);
    documented.headers();
    documented.campaign();
    documented.truncated();
    return documented.refused == null ? new Row(documented.cells) : documented.refused;
  }

  private void column(String wire, Field field) {
    String text = wellFormed(sent.values().getOrDefault(wire, ""));
    if (field.type() == FieldType.TIMESTAMP) {
      clock(wire, text);
    } else if (wire.equals("jsn")) {
      json(field, text);
    } else if (wire.equals("eid") && text.isBlank()) {
      cells.put(field.name(), new Cell.Made());
    } else if (wire.equals("rad") || wire.equals("ip")) {
      address(wire, text);
    } else {
      text(wire, field, wire.equals("user_agent") ? text.strip() : text);
    }
  }

  private void refuse(String reason, String field) {
    refused = new Refused(reason, field);
  }

  /** None of the strings is an address. */
  private void address(String wire, String text) {
    if (text.equals(way.needs().get(wire))) {
      cells.put(wire, new Cell.Text(text));
    } else if (!text.isBlank()) {
      refuse("invalid", wire);
    } else if (way.requires(wire)) {
      refuse("missing", wire);
    }
  }

  private void text(String wire, Field field, String text) {
    String kept = leavesOutSlashes(wire) ? text.replace("/", "") : text;
    if (kept.isBlank()) {
      if (way.requires(wire)) {
        refuse("missing", wire);
      }
      cells.put(field.name(), new Cell.Text(way.standIn(wire)));
      return;
    }
    String normal =
        switch (field.normal()) {
          case LOWER_CASE -> kept.toLowerCase(Locale.ROOT);
          case UPPER_CASE -> kept.toUpperCase(Locale.ROOT);
          default -> kept;
        };
    String fitting = fitting(field, normal);
    if (field.pattern() != null && !field.pattern().matcher(fitting).matches()) {
      refuse("invalid", wire);
    }
    cells.put(field.name(), new Cell.Text(fitting));
  }

  private boolean leavesOutSlashes(String wire) {
    return wire.equals("enc") && way.siteName().equals("old");
  }

  private String fitting(Field field, String text) {
    int[] codePoints = text.codePoints().toArray();
    if (codePoints.length <= field.maxLength()) {
      return text;
    }
    cut.add(field.name());
    return new String(codePoints, 0, field.maxLength());
  }

  private void truncated() {
    String names =
        schema.fields().stream()
            .map(Field::name)
            .filter(cut::contains)
            .collect(Collectors.joining(","));
    cells.put("truncated", new Cell.Text(names.isEmpty() ? null : names));
  }

  /** A page's clock of no use costs no event; a server's does. */
  private void clock(String wire, String text) {
    if (text.isBlank()) {
      return;
    }
    if (wire.equals("occurred_at")) {
      refuse("invalid", wire);
      return;
    }
    Long micros = micros(text);
    if (micros == null) {
      cells.put("occurred_at", new Cell.SameAs("received_at"));
      String kept = text.substring(0, text.offsetByCodePoints(0, kept(text)));
      properties("{\"_ts\":" + Blns.json(kept) + "}");
    } else {
      cells.put("occurred_at", new Cell.Text(micros.toString()));
    }
  }

  private static int kept(String text) {
    return Math.min(CLOCK_KEPT, text.codePointCount(0, text.length()));
  }

  /** Milliseconds since 1970, in the years 1 to 9999. */
  private static @Nullable Long micros(String text) {
    try {
      BigDecimal millis = new BigDecimal(text);
      boolean usual = text.length() <= 24 && millis.abs().compareTo(new BigDecimal("6e13")) < 0;
      return usual ? millis.movePointRight(3).longValue() : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void json(Field field, String text) {
    if (text.isBlank()) {
      if (!cells.containsKey(field.name())) {
        other(field);
      }
      return;
    }
    String mended = HALF_ESCAPE.matcher(text.strip()).replaceAll("\\\\ufffd");
    try {
      JsonNode value = STRICT.readTree(mended);
      if (value.isObject()) {
        own("label", value);
        own("extra", value);
      }
    } catch (JacksonException e) {
      refuse("not_json", "jsn");
      return;
    }
    if (!way.isNative()) {
      cells.put(field.name(), new Cell.AsciiJson(mended));
    } else if (way == Way.CLICK) {
      properties(mended.startsWith("{") ? mended : "{\"value\":" + mended + "}");
    } else {
      cells.put(field.name(), new Cell.Text(mended));
    }
  }

  /** What stands in for properties that were not sent. */
  private void other(Field field) {
    String foreign =
        sent.values().keySet().stream()
            .filter(name -> way == Way.FORM && !name.isEmpty())
            .filter(name -> !way.columns().containsKey(name))
            .map(name -> Blns.json(name) + ":" + Blns.json(sent.values().getOrDefault(name, "")))
            .collect(Collectors.joining(","));
    if (way == Way.CLICK) {
      properties("{}");
    } else if (foreign.isEmpty()) {
      cells.put(field.name(), new Cell.Text(null));
    } else {
      properties("{" + foreign + "}");
    }
  }

  /** Properties of this object, which a click adds its target to. */
  private void properties(String object) {
    String target = "{\"target\":" + Blns.json(Way.TARGET);
    String rest = object.strip().substring(1);
    String all = way == Way.CLICK ? target + (rest.strip().equals("}") ? "" : ",") + rest : object;
    cells.put("properties", new Cell.SameJson(all));
  }

  /** A column of the site's own. */
  private void own(String name, JsonNode properties) {
    if (way.isNative() && properties.has(name)) {
      Field field = schema.field(schema.index(name));
      String text = wellFormed(properties.get(name).asString());
      if (field.type() == FieldType.JSON) {
        cells.put(name, text.isBlank() ? new Cell.Text(null) : new Cell.SameJson(Blns.json(text)));
      } else {
        text(name, field, text);
      }
    }
  }

  /** Spaces and tabs in a row are one space in a header, and none at its ends. */
  private void headers() {
    for (String header : sent.headers()) {
      String[] parts = header.split(": ", 2);
      String bytes = parts[1].replaceAll("[ \\t]+", " ").replaceAll("^ | $", "");
      String value = new String(bytes.getBytes(ISO_8859_1), UTF_8);
      if (value.isEmpty()) {
        continue;
      }
      if (parts[0].equals("User-Agent")) {
        cells.put(way.isNative() ? "user_agent" : "ua", new Cell.Text(value));
      } else if (way == Way.CLICK || way == Way.FORM) {
        cells.put("page_url", new Cell.Text(value.isBlank() ? null : value));
      }
    }
  }

  private void campaign() {
    Matcher url =
        CAMPAIGN.matcher(sent.values().getOrDefault(way == Way.CLICK ? "page_url" : "url", ""));
    if (way.isNative() && url.matches()) {
      String source = URLDecoder.decode(url.group(1), UTF_8);
      String click = url.group(2) == null ? "" : URLDecoder.decode(url.group(2), UTF_8);
      cells.put("utm_source", new Cell.Text(source.isEmpty() ? null : source));
      cells.put("click_id", new Cell.Text(click.isEmpty() ? null : "gclid=" + click));
    }
  }

  /** With U+FFFD for each half of a surrogate pair. */
  private static String wellFormed(String text) {
    int[] codePoints =
        text.codePoints()
            .map(
                each ->
                    each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE
                        ? 0xfffd
                        : each)
            .toArray();
    return new String(codePoints, 0, codePoints.length);
  }
}
