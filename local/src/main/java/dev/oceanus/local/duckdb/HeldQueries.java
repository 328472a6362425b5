package dev.oceanus.local.duckdb;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import dev.oceanus.local.query.RowSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries of the file that this process has open and writes to. Thread-safe. */
public final class HeldQueries implements Queries {
  private static final Logger logger = LoggerFactory.getLogger(HeldQueries.class);

  private final DuckDbFile file;

  public HeldQueries(DuckDbFile file) {
    this.file = file;
  }

  @Override
  public void ask(String sql, RowSink sink) throws IOException {
    try {
      file.with(
          "answering a query",
          connection -> {
            answer(connection, sql, sink);
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (SQLException | WarehouseUnavailableException e) {
      throw new QueryFailedException(String.valueOf(e.getMessage()));
    }
  }

  private static void answer(DuckDBConnection connection, String sql, RowSink sink)
      throws SQLException {
    connection.setAutoCommit(true); // else the driver begins a transaction that may write
    try {
      DuckDbRows.read(connection, sql, sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end(connection);
    }
  }

  /** Ends a transaction that an error left open; where there is none, DuckDB complains of that. */
  private static void end(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      logger.debug("no transaction was left open", e);
    }
    connection.setAutoCommit(false);
  }
}
