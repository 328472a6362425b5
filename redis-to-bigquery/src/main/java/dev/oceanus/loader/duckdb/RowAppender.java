package dev.oceanus.loader.duckdb;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends rows to one table, whatever the order of its columns. */
final class RowAppender {
  private static final int BATCH = -1;
  private static final int ENTRY = -2;
  private static final int FOREIGN = -3;

  private final String table;
  private final int[] sources;

  /**
   * @param columns names of the table's columns in their order; those that are neither the schema's
   *     nor the loader's stay null
   */
  RowAppender(String table, Iterable<String> columns, Schema schema) {
    this.table = table;
    this.sources =
        StreamSupport.stream(columns.spliterator(), false)
            .mapToInt(column -> source(column, schema))
            .toArray();
  }

  private static int source(String column, Schema schema) {
    if (column.equals(LoaderColumns.BATCH.name())) {
      return BATCH;
    }
    if (column.equals(LoaderColumns.ENTRY.name())) {
      return ENTRY;
    }
    return schema.indexOf(column) < 0 ? FOREIGN : schema.indexOf(column);
  }

  /** Appends within the connection's transaction. */
  void append(DuckDBConnection connection, String batch, Rows rows) throws SQLException {
    beginTransaction(connection);
    try (DuckDBAppender appender =
        connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table)) {
      for (Row row : rows) {
        appender.beginRow();
        for (int source : sources) {
          switch (source) {
            case BATCH -> appender.append(batch);
            case ENTRY -> appender.append(row.entry().text(table));
            case FOREIGN -> appender.appendNull();
            default -> append(appender, row.event().get(source));
          }
        }
        appender.endRow();
      }
      appender.flush();
    }
  }

  /** Only a statement begins one; an appender without it keeps its rows at once. */
  private static void beginTransaction(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case String text -> appender.append(text);
      case Instant time ->
          appender.appendEpochMicros(
              Math.addExact(
                  Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000));
      case Long number -> appender.append(number.longValue());
      case Double number -> appender.append(number.doubleValue());
      case Boolean flag -> appender.append(flag.booleanValue());
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }
}
