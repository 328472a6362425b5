package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.schema.Column;
import dev.oceanus.fakebigquery.schema.ColumnType;
import dev.oceanus.fakebigquery.schema.Columns;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Appends checked rows to a table, within a transaction. A table grows by what was appended once
 * this is closed. Of one thread.
 */
public final class RowAppender implements AutoCloseable {
  private static final int FIXED = 8;

  private final Transaction transaction;
  private final TableRef table;
  private final ColumnType[] types;
  private final @Nullable DuckDBAppender appender;
  private long rows;
  private long bytes;

  RowAppender(Transaction transaction, TableRef table, Columns columns, boolean kept)
      throws SQLException {
    this.transaction = transaction;
    this.table = table;
    this.types = columns.all().stream().map(Column::type).toArray(ColumnType[]::new);
    this.appender =
        kept
            ? transaction.duckdb().createAppender(Names.schema(table.inDataset()), table.table())
            : null;
  }

  /**
   * Appends a row.
   *
   * @param values in the order of the columns, of the class that each {@link ColumnType} names
   */
  public void append(@Nullable Object[] values) throws SQLException {
    DuckDBAppender open = appender;
    if (open != null) {
      open.beginRow();
    }
    for (int i = 0; i < types.length; i++) {
      Object value = values[i];
      if (value != null) {
        bytes += value instanceof String text ? 2 + text.length() : FIXED;
      }
      if (open != null) {
        append(open, types[i], value);
      }
    }
    if (open != null) {
      open.endRow();
    }
    rows++;
  }

  private static void append(DuckDBAppender to, ColumnType type, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      to.appendNull();
      return;
    }
    switch (type) {
      case STRING, JSON -> to.append((String) value);
      case BYTES -> to.append((byte[]) value);
      case INTEGER -> to.append(((Long) value).longValue());
      case FLOAT -> to.append(((Double) value).doubleValue());
      case BOOLEAN -> to.append(((Boolean) value).booleanValue());
      case TIMESTAMP, DATETIME -> to.appendEpochMicros((Long) value);
      case DATE -> to.appendEpochDays(Math.toIntExact((Long) value));
      case TIME -> to.appendDayMicros((Long) value);
      case NUMERIC -> to.append((BigDecimal) value);
    }
  }

  /** Rows appended so far. */
  public long rows() {
    return rows;
  }

  /** Their size, roughly. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() throws SQLException {
    if (appender != null) {
      appender.close();
    }
    if (rows > 0) {
      transaction.tables().grow(table, rows, bytes);
    }
  }
}
