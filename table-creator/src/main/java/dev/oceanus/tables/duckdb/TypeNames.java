package dev.oceanus.tables.duckdb;

import java.util.Map;

/** GoogleSQL's names of types and DuckDB's. */
final class TypeNames {
  private static final Map<String, String> DUCKDB =
      Map.of(
          "STRING", "VARCHAR",
          "TIMESTAMP", "TIMESTAMP",
          "INT64", "BIGINT",
          "FLOAT64", "DOUBLE",
          "BOOL", "BOOLEAN",
          "JSON", "JSON");

  private TypeNames() {}

  static String inDuckDb(String type) {
    String name = DUCKDB.get(type);
    if (name == null) {
      throw new IllegalArgumentException("no column of ours is of the type " + type);
    }
    return name;
  }

  /** GoogleSQL's name, or DuckDB's own where there is none. */
  static String inGoogleSql(String type) {
    return DUCKDB.entrySet().stream()
        .filter(each -> each.getValue().equals(type))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(type);
  }
}
