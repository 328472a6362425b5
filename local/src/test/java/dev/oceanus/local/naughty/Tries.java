package dev.oceanus.local.naughty;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.testkit.input.Blns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * The events that bring every naughty string into every place of one way. What may cost the event
 * is tried alone; the other columns together, each with another string.
 */
final class Tries {
  /** What the list lacks: halves of surrogate pairs, NUL, and a text that every column cuts. */
  static final List<String> HALVES =
      List.of("\ud83d", "\ude00 behind", "before \ud83d", "\ude00\ud83d", "a\ud83db\ude00c");

  static final String NUL = "nul \0 in the middle";
  static final String LONG = "\ud834\udd1e".repeat(5_000);

  /** Co-prime to the number of strings, or nearly so: how far one column is behind the other. */
  private static final int STEP = 37;

  private final Way way;
  private final Map<String, Field> columns;
  private final List<String> strings;
  private final List<Sent> events = new ArrayList<>();

  private Tries(Way way) {
    this.way = way;
    this.columns = way.columns();
    this.strings = strings(way);
  }

  /** The strings that can be written that way. */
  static List<String> strings(Way way) {
    List<String> strings = new ArrayList<>(Blns.strings());
    strings.add(NUL);
    if (way.form() != Way.Form.QUERY) {
      strings.add(LONG); // a URL would be refused whole
    }
    if (way.form() == Way.Form.JSON) {
      strings.addAll(HALVES); // UTF-8 has none
    }
    return strings;
  }

  /** All of them. */
  static List<Sent> of(Way way) {
    Tries tries = new Tries(way);
    if (way != Way.SERVER && way != Way.PIERCE) {
      tries.headers(); // before the others, as a request's headers are those of all its events
    }
    tries.columnsTogether();
    tries.columns.forEach(
        (wire, field) -> {
          if (tries.isAlone(wire, field)) {
            tries.alone(wire, field);
          }
        });
    if (way.form() == Way.Form.JSON) {
      tries.nestedJson();
    }
    tries.namesAndSources();
    return tries.events;
  }

  private boolean isAlone(String wire, Field field) {
    return way.requires(wire)
        || field.pattern() != null
        || field.holdsJson()
        || field.type() == FieldType.TIMESTAMP
        || wire.equals("evt")
        || wire.equals(identity(Map.of()))
        || List.of("ip", "rad").contains(wire);
  }

  /** The parameter by which rows are found, unless it is the one that is tried. */
  private String identity(Map<String, String> tried) {
    String usual = way.isNative() ? "eid" : "uid";
    String other = way.isNative() ? "uid" : "oid";
    return tried.containsKey(usual) ? other : usual;
  }

  private void event(String series, int index, Map<String, String> tried) {
    event(series, index, tried, false, List.of());
  }

  private void event(
      String series, int index, Map<String, String> tried, boolean nested, List<String> headers) {
    String identity = identity(tried);
    String id =
        identity.equals("oid") ? way.name() + "-" + index : way.name() + "-" + series + "-" + index;
    Map<String, String> values = new LinkedHashMap<>(way.needs());
    values.putAll(tried);
    values.put(identity, id);
    events.add(new Sent(way, columnOf(identity), id, values, nested, headers));
  }

  private String columnOf(String wire) {
    Field field = columns.get(wire);
    if (field == null) {
      throw new IllegalStateException(way + " has no " + wire);
    }
    return field.name();
  }

  private String string(int index) {
    return strings.get(index % strings.size());
  }

  private void columnsTogether() {
    for (int i = 0; i < strings.size(); i++) {
      Map<String, String> tried = new LinkedHashMap<>();
      int behind = 0;
      for (Entry<String, Field> column : columns.entrySet()) {
        if (!isAlone(column.getKey(), column.getValue())) {
          tried.put(column.getKey(), string(i + STEP * behind++));
        }
      }
      event("together", i, tried);
    }
  }

  private void alone(String wire, Field field) {
    for (int i = 0; i < strings.size(); i++) {
      event(wire, i, Map.of(wire, string(i)));
    }
    if (field.holdsJson()) {
      for (int i = 0; i < strings.size(); i++) {
        event("member", i, Map.of(wire, member(string(i), string(i + STEP))));
      }
    }
  }

  private void nestedJson() {
    for (int i = 0; i < strings.size(); i++) {
      event("nested", i, Map.of("jsn", member(string(i), string(i + STEP))), true, List.of());
    }
  }

  private static String member(String name, String value) {
    return "{" + Blns.json(name) + ": [" + Blns.json(value) + "]}";
  }

  /** As the name of a parameter, as a site's own column, and in the URL of a campaign. */
  private void namesAndSources() {
    String url = way == Way.CLICK ? "page_url" : "url";
    for (int i = 0; i < strings.size(); i++) {
      Map<String, String> tried = new LinkedHashMap<>();
      if (way.isNative()) {
        String source = Blns.escaped(string(i)) + "&gclid=" + Blns.escaped(string(i + STEP));
        tried.put(url, Way.TARGET + "?utm_source=" + (isLong(i) ? "x" : source));
        if (way != Way.FORM) {
          String text = Blns.json(string(i));
          tried.put("jsn", "{\"label\":" + text + ",\"extra\":" + text + "}");
        }
      }
      tried.put(string(i), "the value of a naughty name");
      event("names", i, tried);
    }
  }

  private boolean isLong(int i) {
    return string(i).equals(LONG) || string(i + STEP).equals(LONG);
  }

  /** Without those that HTTP allows in no header: the whole request is refused for one. */
  private void headers() {
    for (int i = 0; i < strings.size(); i++) {
      boolean fits = string(i).chars().noneMatch(each -> each < ' ' || each == 0x7f);
      if (fits && !isLong(i) && !HALVES.contains(string(i))) {
        List<String> headers =
            List.of("User-Agent: " + Blns.raw(string(i)), "Referer: " + Blns.raw(string(i)));
        event("headers", i, Map.of(), false, headers);
      }
    }
  }
}
