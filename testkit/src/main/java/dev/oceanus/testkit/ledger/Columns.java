package dev.oceanus.testkit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The values of a row's columns as text, byte for byte; those without a value are left out. */
public final class Columns {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SHOWN = 120;

  private final byte[] json;

  private Columns(byte[] json) {
    this.json = json;
  }

  /** The columns that have a value here. */
  public static Columns of(Map<String, ? extends @Nullable String> values) {
    ObjectNode object = JSON.createObjectNode();
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              if (value != null) {
                object.put(name, value);
              }
            });
    return new Columns(object.toString().getBytes(UTF_8));
  }

  static Columns parse(String json) {
    return new Columns(json.getBytes(UTF_8));
  }

  /** As JSON, sorted by name. */
  String json() {
    return new String(json, UTF_8);
  }

  /**
   * What differs first, by name, from what was found; empty if nothing does.
   *
   * @param byValue columns of JSON whose text may differ where its value does not
   */
  Optional<String> differenceFrom(Columns found, Set<String> byValue) {
    if (Arrays.equals(json, found.json)) {
      return Optional.empty();
    }
    Map<String, String> ours = values();
    Map<String, String> theirs = found.values();
    TreeSet<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    return names.stream()
        .filter(name -> !String.valueOf(ours.get(name)).equals(theirs.get(name)))
        .filter(name -> !byValue.contains(name) || !sameValue(ours.get(name), theirs.get(name)))
        .findFirst()
        .map(
            name ->
                "%s: sent %s, found %s".formatted(name, shown(ours, name), shown(theirs, name)));
  }

  private static boolean sameValue(@Nullable String ours, @Nullable String theirs) {
    try {
      return ours != null
          && theirs != null
          && JSON.readTree(ours).toString().equals(JSON.readTree(theirs).toString());
    } catch (JacksonException e) {
      return false;
    }
  }

  private Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    JSON.readTree(json)
        .properties()
        .forEach(property -> values.put(property.getKey(), property.getValue().stringValue()));
    return values;
  }

  private static String shown(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      return "nothing";
    }
    return "'" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value) + "'";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Columns that && Arrays.equals(json, that.json);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(json);
  }

  @Override
  public String toString() {
    return json();
  }
}
