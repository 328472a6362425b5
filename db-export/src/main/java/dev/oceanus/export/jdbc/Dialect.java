package dev.oceanus.export.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/** What is different between databases. Immutable. */
interface Dialect {
  /** Connects, and sets the session up: UTC, and nothing that depends on a person's taste. */
  Connection connect() throws SQLException;

  /**
   * Begins the transaction that reads one state and nothing else.
   *
   * @return a time just before: all that was committed by then is in that state, {@code
   *     2026-12-01T03:00:00.123456Z}
   */
  String begin(Connection connection) throws SQLException;

  /** What stands around a name. */
  char quote();

  /** How a column is read. */
  Cell cell(ResultSetMetaData metadata, int index) throws SQLException;

  /** How many rows are asked for at once if so many were wished for. */
  int fetchRows(int wished);

  /** Asks for so many rows from now on. */
  void setFetchRows(ResultSet rows, int count) throws SQLException;

  /** Ends a query whose other rows nobody wants. */
  void abandon(Statement statement) throws SQLException;
}
