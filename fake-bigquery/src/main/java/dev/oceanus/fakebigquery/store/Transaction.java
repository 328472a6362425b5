package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.schema.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * One transaction of the store, with its tables by subject. Of one thread. What is not offered here
 * can be done on its connection, which the store commits and closes.
 */
public final class Transaction {
  private final DuckDBConnection connection;
  private final Clock clock;
  private final Store.Rows rows;

  Transaction(DuckDBConnection connection, Clock clock, Store.Rows rows) {
    this.connection = connection;
    this.clock = clock;
    this.rows = rows;
  }

  public Connection connection() {
    return connection;
  }

  /** Now, in milliseconds since 1970. */
  public long now() {
    return clock.millis();
  }

  public Datasets datasets() {
    return new Datasets(this);
  }

  public Tables tables() {
    return new Tables(this);
  }

  public Jobs jobs() {
    return new Jobs(this);
  }

  public Counts counts() {
    return new Counts(this);
  }

  /**
   * Appends rows to a table within this transaction.
   *
   * @param columns those of the table as it is in this transaction
   */
  public RowAppender appender(StoredTable table, Columns columns) throws SQLException {
    return new RowAppender(this, table.reference(), columns, rows == Store.Rows.KEPT);
  }

  /** Whether rows that are appended are kept. */
  public boolean keepsRows() {
    return rows == Store.Rows.KEPT;
  }

  DuckDBConnection duckdb() {
    return connection;
  }

  /** Changes something. */
  public int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Asks for something. */
  public <R> List<R> select(String sql, Mapping<R> mapping, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      List<R> found = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(mapping.of(result));
        }
      }
      return found;
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  public interface Mapping<R> {
    R of(ResultSet row) throws SQLException;
  }
}
