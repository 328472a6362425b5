package dev.oceanus.fakebigquery.schema;

import dev.oceanus.fakebigquery.api.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns of a table in their order. Names are told apart without regard to case. Immutable.
 */
public final class Columns {
  private static final int MOST = 10_000;

  private final List<Column> all;
  private final Map<String, Integer> indexes = new HashMap<>();

  private Columns(List<Column> all) {
    this.all = List.copyOf(all);
    for (Column column : all) {
      if (indexes.put(column.key(), indexes.size()) != null) {
        throw ApiException.invalid(
            "Duplicate field names in schema: field %s already exists in schema"
                .formatted(column.name()));
      }
    }
    all.forEach(column -> indexes.putIfAbsent(column.name(), indexes.get(column.key())));
  }

  /** From the API's schema, {@code {"fields": [...]}}; none is one without columns. */
  public static Columns from(JsonNode schema) {
    List<Column> all = new ArrayList<>();
    schema.path("fields").forEach(field -> all.add(Column.from(field)));
    if (all.size() > MOST) {
      throw ApiException.invalid("Too many total leaf fields: " + all.size() + ", max: " + MOST);
    }
    return new Columns(all);
  }

  /** Writes type and mode of each field of a schema as the API answers them. */
  public static void normalise(JsonNode schema) {
    for (JsonNode field : schema.path("fields")) {
      Column column = Column.from(field);
      ((ObjectNode) field).put("type", column.type().name()).put("mode", column.mode());
    }
  }

  public List<Column> all() {
    return all;
  }

  public int size() {
    return all.size();
  }

  public Column get(int index) {
    return all.get(index);
  }

  /** Where the column of this name is, in whatever case; -1 if there is none. */
  public int indexOf(String name) {
    Integer exact = indexes.get(name);
    if (exact != null) {
      return exact;
    }
    return indexes.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
  }
}
