package dev.oceanus.common.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An ordered list of fields: the one source of a table's columns, of an event's checks, and of
 * their documentation. Immutable.
 */
public final class Schema {
  private final String name;
  private final List<Field> fields;
  private final Map<String, Integer> indexes;

  /**
   * @throws IllegalArgumentException if two fields share a name, in whatever case
   */
  public Schema(String name, List<Field> fields) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.indexes = HashMap.newHashMap(fields.size());
    Map<String, String> folded = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      String twin = folded.put(field.name().toLowerCase(Locale.ROOT), field.name());
      if (twin != null) {
        throw new IllegalArgumentException(
            "schema " + name + " has both '" + twin + "' and '" + field.name() + "'");
      }
      indexes.put(field.name(), i);
    }
  }

  /** The schema's name: {@code web}, {@code oceanus-log}, {@code oceanus-form}, or a system one. */
  public String name() {
    return name;
  }

  /** All fields in the order of the table's columns. */
  public List<Field> fields() {
    return fields;
  }

  /** Number of fields. */
  public int size() {
    return fields.size();
  }

  /** The field at this position. */
  public Field field(int index) {
    return fields.get(index);
  }

  /** Position of the field of this name, or -1. */
  public int indexOf(String fieldName) {
    return indexes.getOrDefault(fieldName, -1);
  }

  /**
   * Position of the field of this name.
   *
   * @throws IllegalArgumentException if there is none: a mistake in the code, not in the input
   */
  public int index(String fieldName) {
    int index = indexOf(fieldName);
    if (index < 0) {
      throw new IllegalArgumentException("schema " + name + " has no field '" + fieldName + "'");
    }
    return index;
  }

  /**
   * This schema with a site's own columns behind its fields.
   *
   * @throws IllegalArgumentException if a column's name is taken
   */
  public Schema with(List<Field> columns) {
    if (columns.isEmpty()) {
      return this;
    }
    List<Field> all = new ArrayList<>(fields);
    all.addAll(columns);
    return new Schema(name, all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schema that && name.equals(that.name) && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + fields.size();
  }

  @Override
  public String toString() {
    return "Schema[" + name + ", " + fields.size() + " fields]";
  }
}
