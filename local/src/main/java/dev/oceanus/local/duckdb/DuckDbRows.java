package dev.oceanus.local.duckdb;

import dev.oceanus.local.query.Column;
import dev.oceanus.local.query.Column.Kind;
import dev.oceanus.local.query.OneStatement;
import dev.oceanus.local.query.QueryFailedException;
import dev.oceanus.local.query.RowSink;
import java.io.IOException;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of DuckDB as texts. */
final class DuckDbRows {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private DuckDbRows() {}

  /**
   * Runs one statement on a connection and hands its rows on.
   *
   * @throws QueryFailedException what DuckDB says of the statement
   */
  static void read(Connection connection, String sql, RowSink sink) throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(OneStatement.of(sql))) {
      if (!statement.execute()) {
        throw new QueryFailedException("the statement has no rows to show");
      }
      try (ResultSet rows = statement.getResultSet()) {
        ResultSetMetaData columns = rows.getMetaData();
        sink.columns(columns(columns));
        while (rows.next()) {
          List<@Nullable String> cells = new ArrayList<>(columns.getColumnCount());
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            cells.add(text(rows.getObject(i)));
          }
          sink.row(cells);
        }
      }
      sink.end();
    } catch (SQLException e) {
      throw new QueryFailedException(message(e));
    }
  }

  /** What DuckDB says; an error inside a running statement comes behind one about its result. */
  static String message(SQLException e) {
    String message = String.valueOf(e.getMessage()).strip();
    int inner = message.indexOf("\nError: ");
    return inner < 0 ? message : message.substring(inner + "\nError: ".length());
  }

  private static List<Column> columns(ResultSetMetaData found) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= found.getColumnCount(); i++) {
      columns.add(new Column(found.getColumnLabel(i), kind(found.getColumnTypeName(i))));
    }
    return columns;
  }

  static Kind kind(String type) {
    if (type.startsWith("DECIMAL")) {
      return type.endsWith(")") ? Kind.NUMBER : Kind.TEXT;
    }
    return switch (type) {
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE" ->
          Kind.NUMBER;
      case "BOOLEAN" -> Kind.BOOLEAN;
      case "JSON" -> Kind.JSON;
      default -> Kind.TEXT;
    };
  }

  private static @Nullable String text(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case LocalDateTime time -> TIME.format(time);
      case Timestamp time -> TIME.format(time.toLocalDateTime());
      case OffsetDateTime time -> TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + "+00";
      case Array array -> texts((Object[]) array.getArray());
      case Blob blob ->
          "\\x" + HexFormat.of().formatHex(blob.getBytes(1, Math.toIntExact(blob.length())));
      default -> value.toString();
    };
  }

  private static String texts(@Nullable Object[] values) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(String.valueOf(text(value)));
    }
    return "[" + String.join(", ", texts) + "]";
  }
}
