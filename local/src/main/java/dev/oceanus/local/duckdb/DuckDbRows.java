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
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers one statement on one connection. DuckDB gathers the rows in a temporary table, within the
 * memory that it was given, and they are read from there page by page: its driver would either take
 * a whole answer into memory, or take an error in its middle for its end.
 */
final class DuckDbRows {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();
  private static final Pattern LINE = Pattern.compile("(?m)^LINE (\\d+):");
  private static final String GATHER = "CREATE TEMP TABLE _oceanus_answer AS\n";
  private static final int PAGE_ROWS = 20_000;

  private final Connection connection;
  private final RowSink sink;

  private DuckDbRows(Connection connection, RowSink sink) {
    this.connection = connection;
    this.sink = sink;
  }

  /**
   * Answers a statement, and changes nothing.
   *
   * @param connection of its own, in no transaction, to be closed afterwards
   * @throws QueryFailedException what DuckDB says of the statement
   */
  static void read(Connection connection, String sql, RowSink sink) throws IOException {
    OneStatement statement = OneStatement.of(sql);
    DuckDbRows rows = new DuckDbRows(connection, sink);
    try {
      rows.execute("BEGIN TRANSACTION READ ONLY");
      if (statement.isAbout()) {
        rows.page(sql, true);
        rows.execute("ROLLBACK");
      } else {
        rows.gather(statement);
        rows.execute("COMMIT");
        rows.pages();
      }
    } catch (SQLException e) {
      throw new QueryFailedException(message(e));
    }
    sink.end();
  }

  private void gather(OneStatement statement) throws SQLException {
    try {
      execute(GATHER + statement.sql());
    } catch (SQLException e) {
      String message = LINE.matcher(message(e)).replaceAll(DuckDbRows::lineBefore);
      boolean other = message.startsWith("Parser Error") && !statement.asksForRows();
      throw new QueryFailedException(
          other
              ? message
                  + "\n\nA query only reads: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE"
                  + " or EXPLAIN"
              : message);
    }
  }

  /** The statement begins on the second line of what DuckDB was given. */
  private static String lineBefore(MatchResult line) {
    return "LINE " + (Integer.parseInt(line.group(1)) - 1) + ":";
  }

  private void pages() throws SQLException, IOException {
    long from = 0;
    while (page(
            "SELECT * FROM temp._oceanus_answer WHERE rowid >= %d AND rowid < %d"
                .formatted(from, from + PAGE_ROWS),
            from == 0)
        > 0) {
      from += PAGE_ROWS;
    }
  }

  /** Hands the rows of one result on; returns their number. */
  private long page(String sql, boolean first) throws SQLException, IOException {
    long count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData columns = rows.getMetaData();
      if (first) {
        sink.columns(columns(columns));
      }
      for (; rows.next(); count++) {
        List<@Nullable String> cells = new ArrayList<>(columns.getColumnCount());
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          cells.add(text(rows.getObject(i)));
        }
        sink.row(cells);
      }
    }
    return count;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
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
