package dev.oceanus.export.jdbc;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.column.Kind;
import dev.oceanus.export.column.Texts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which kind MariaDB's and MySQL's types are, and how their values are said canonically. */
final class MariaDbTypes {
  private MariaDbTypes() {}

  /** How a column is read. */
  static Cell cell(ResultSetMetaData metadata, int index) throws SQLException {
    String name = metadata.getColumnLabel(index);
    String type = metadata.getColumnTypeName(index).toLowerCase(Locale.ROOT);
    return switch (metadata.getColumnType(index)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER ->
          new Cell(new Column(name, Kind.INT64, type), MariaDbTypes::whole, value -> value);
      case Types.BIGINT ->
          metadata.isSigned(index)
              ? new Cell(new Column(name, Kind.INT64, type), MariaDbTypes::whole, value -> value)
              : Cell.said(
                  new Column(name, Kind.NUMERIC, type), value -> new BigInteger(value).toString());
      case Types.BIT, Types.BOOLEAN -> bits(name, type, metadata.getPrecision(index));
      case Types.DECIMAL, Types.NUMERIC ->
          decimal(name, metadata.getPrecision(index), metadata.getScale(index));
      case Types.REAL, Types.FLOAT ->
          new Cell(new Column(name, Kind.FLOAT64, type), MariaDbTypes::single, value -> value);
      case Types.DOUBLE ->
          new Cell(new Column(name, Kind.FLOAT64, type), MariaDbTypes::twofold, value -> value);
      case Types.DATE ->
          new Cell(new Column(name, Kind.DATE, type), MariaDbTypes::sent, Texts::date);
      case Types.TIMESTAMP -> moment(name, type);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          new Cell(new Column(name, Kind.BYTES, type), MariaDbTypes::base64, value -> value);
      default -> Cell.plain(new Column(name, text(type), type));
    };
  }

  private static Kind text(String type) {
    return type.equals("json") ? Kind.JSON : Kind.STRING;
  }

  /** With a zone, UTC's, if it is a TIMESTAMP. */
  private static Cell moment(String name, String type) {
    if (type.equals("datetime")) {
      return new Cell(new Column(name, Kind.DATETIME, type), MariaDbTypes::sent, Texts::dateTime);
    }
    return new Cell(
        new Column(name, Kind.TIMESTAMP, type),
        MariaDbTypes::sent,
        value -> {
          String local = Texts.dateTime(value);
          return local == null ? null : local + "Z";
        });
  }

  private static Cell decimal(String name, int precision, int scale) {
    return Cell.said(
        new Column(
            name, Kind.ofDecimal(precision, scale), "decimal(%d,%d)".formatted(precision, scale)),
        value -> new BigDecimal(value).toPlainString());
  }

  private static Cell bits(String name, String type, int count) {
    if (count <= 1) {
      return new Cell(
          new Column(name, Kind.BOOL, type + "(1)"), MariaDbTypes::flag, value -> value);
    }
    return new Cell(
        new Column(name, Kind.STRING, "%s(%d)".formatted(type, count)),
        (row, index) -> digits(row.getBytes(index), count),
        value -> value);
  }

  private static @Nullable String digits(byte @Nullable [] bytes, int count) {
    if (bytes == null) {
      return null;
    }
    String digits = new BigInteger(1, bytes).toString(2);
    return "0".repeat(Math.max(0, count - digits.length())) + digits;
  }

  private static @Nullable String flag(ResultSet row, int index) throws SQLException {
    boolean value = row.getBoolean(index);
    return row.wasNull() ? null : Boolean.toString(value);
  }

  private static @Nullable String whole(ResultSet row, int index) throws SQLException {
    long value = row.getLong(index);
    return row.wasNull() ? null : Long.toString(value);
  }

  private static @Nullable String single(ResultSet row, int index) throws SQLException {
    float value = row.getFloat(index);
    return row.wasNull() ? null : Float.toString(value);
  }

  private static @Nullable String twofold(ResultSet row, int index) throws SQLException {
    double value = row.getDouble(index);
    return row.wasNull() ? null : Double.toString(value);
  }

  private static @Nullable String sent(ResultSet row, int index) throws SQLException {
    SentMoment moment = row.getObject(index, SentMoment.class);
    return moment == null ? null : moment.text();
  }

  private static @Nullable String base64(ResultSet row, int index) throws SQLException {
    byte[] bytes = row.getBytes(index);
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
