package dev.oceanus.export.jdbc;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.column.Kind;
import dev.oceanus.export.column.Texts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Which kind PostgreSQL's types are, and how their texts are said canonically. */
final class PostgresTypes {
  private PostgresTypes() {}

  /**
   * How a column of arrays is read.
   *
   * @param type the database's name of its type, {@code _int4} or {@code "shop"."_mood"}
   */
  static Cell array(String name, String type) {
    String element = type.replaceFirst("^(.*\"\\.\")?_", "$1");
    PostgresArray array = new PostgresArray(element);
    return Cell.said(new Column(name, Kind.JSON, element + "[]"), array::json);
  }

  /**
   * How a column of no arrays is read.
   *
   * @param type the database's name of its type
   * @param precision digits of a numeric; 0 if it has no bounds
   * @param scale digits behind its point
   */
  static Cell cell(String name, String type, int precision, int scale) {
    if (type.equals("bytea")) {
      return new Cell(new Column(name, Kind.BYTES, type), PostgresTypes::base64, value -> value);
    }
    if (type.equals("numeric")) {
      Kind kind = Kind.ofDecimal(precision, scale);
      String source = precision == 0 ? type : "numeric(%d,%d)".formatted(precision, scale);
      return Cell.said(
          new Column(name, kind, source), value -> kind == Kind.STRING ? value : finite(value));
    }
    return Cell.said(new Column(name, kind(type), type), say(type));
  }

  private static @Nullable String base64(ResultSet row, int index) throws SQLException {
    byte[] bytes = row.getBytes(index);
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  /** The kind of values that are no arrays, decimals or bytes. */
  static Kind kind(String type) {
    return switch (type) {
      case "int2", "int4", "int8", "oid", "smallserial", "serial", "bigserial" -> Kind.INT64;
      case "float4", "float8" -> Kind.FLOAT64;
      case "bool" -> Kind.BOOL;
      case "date" -> Kind.DATE;
      case "time" -> Kind.TIME;
      case "timestamp" -> Kind.DATETIME;
      case "timestamptz" -> Kind.TIMESTAMP;
      case "json", "jsonb" -> Kind.JSON;
      default -> Kind.STRING;
    };
  }

  /** How they are said. */
  static Cell.Say say(String type) {
    return switch (type) {
      case "bool" -> value -> value.equals("t") ? "true" : "false";
      case "date" -> Texts::date;
      case "time" -> Texts::time;
      case "timestamp" -> Texts::dateTime;
      case "timestamptz" -> Texts::timestampOfUtc;
      default -> value -> value;
    };
  }

  /** A decimal; NaN and Infinity are none. */
  private static @Nullable String finite(String value) {
    char last = value.charAt(value.length() - 1);
    return last >= '0' && last <= '9' ? value : null;
  }
}
