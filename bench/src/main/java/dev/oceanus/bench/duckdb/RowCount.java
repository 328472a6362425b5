package dev.oceanus.bench.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Rows of a table.
 *
 * @param rows all
 * @param entries different entries of the stream among them
 * @param events different events among them
 */
public record RowCount(long rows, long entries, long events) {
  /** Counts them in a file that nobody has open. */
  public static RowCount of(Path file, String table) {
    String sql = "SELECT count(*), count(DISTINCT _entry), count(DISTINCT event_id) FROM " + table;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return new RowCount(found.getLong(1), found.getLong(2), found.getLong(3));
    } catch (SQLException e) {
      throw new IllegalStateException("counting the rows of " + table + " in " + file, e);
    }
  }
}
