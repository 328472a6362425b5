package dev.oceanus.tables.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table, wanted or found.
 *
 * @param description empty if there is none
 * @param columns in their order
 * @param clustering columns by which rows of a partition are sorted
 * @param labels for bills and searches
 */
public record Table(
    String name,
    String description,
    List<Column> columns,
    Partitioning partitioning,
    List<String> clustering,
    Map<String, String> labels) {
  public Table {
    columns = List.copyOf(columns);
    clustering = List.copyOf(clustering);
    labels = Map.copyOf(labels);
  }

  /** The column of this name, in whatever case. */
  public Optional<Column> column(String columnName) {
    return Optional.ofNullable(byKey().get(Column.key(columnName)));
  }

  /** Its columns by {@link Column#key}. */
  public Map<String, Column> byKey() {
    Map<String, Column> byKey = new LinkedHashMap<>();
    columns.forEach(column -> byKey.put(column.key(), column));
    return byKey;
  }
}
