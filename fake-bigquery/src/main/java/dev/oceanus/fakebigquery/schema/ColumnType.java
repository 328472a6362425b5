package dev.oceanus.fakebigquery.schema;

import dev.oceanus.fakebigquery.api.ApiException;
import java.util.Locale;

/**
 * A type of columns: its name in the API's answers, DuckDB's type that holds it, and the class of
 * its values in the rows that the store takes.
 */
public enum ColumnType {
  /** String. */
  STRING("VARCHAR"),
  /** byte[]. */
  BYTES("BLOB"),
  /** Long. */
  INTEGER("BIGINT"),
  /** Double. */
  FLOAT("DOUBLE"),
  /** Boolean. */
  BOOLEAN("BOOLEAN"),
  /** Long: microseconds since 1970 in UTC. */
  TIMESTAMP("TIMESTAMP"),
  /** Long: days since 1970. */
  DATE("DATE"),
  /** Long: microseconds since 1970, of no zone. */
  DATETIME("TIMESTAMP"),
  /** Long: microseconds since midnight. */
  TIME("TIME"),
  /** BigDecimal of scale 9. */
  NUMERIC("DECIMAL(38,9)"),
  /** String: the value's text. */
  JSON("JSON");

  private final String duckdb;

  ColumnType(String duckdb) {
    this.duckdb = duckdb;
  }

  /** DuckDB's name of it. */
  public String duckdb() {
    return duckdb;
  }

  /** The type of this name, in the old or the new fashion. */
  public static ColumnType named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "INT64", "INT", "SMALLINT", "BIGINT", "TINYINT", "BYTEINT" -> INTEGER;
      case "FLOAT64" -> FLOAT;
      case "BOOL" -> BOOLEAN;
      case "DECIMAL" -> NUMERIC;
      case "RECORD", "STRUCT", "GEOGRAPHY", "BIGNUMERIC", "BIGDECIMAL", "INTERVAL", "RANGE" ->
          throw ApiException.unsupported("A column of type " + upper);
      default -> known(upper, name);
    };
  }

  private static ColumnType known(String upper, String name) {
    for (ColumnType type : values()) {
      if (type.name().equals(upper)) {
        return type;
      }
    }
    throw ApiException.invalid("Invalid value for type: " + name + " is not a valid value");
  }
}
