package dev.oceanus.local.duckdb;

import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.QueryFailedException;
import dev.oceanus.local.query.RowSink;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** Queries of a file that no process has open for writing. */
public final class FileQueries implements Queries {
  private final Path file;

  public FileQueries(Path file) {
    this.file = file;
  }

  @Override
  public void ask(String sql, RowSink sink) throws IOException {
    try (Connection connection = open()) {
      DuckDbRows.read(connection, sql, sink);
    } catch (SQLException e) {
      String message = DuckDbRows.message(e);
      if (message.contains("Could not set lock") || message.contains("Conflicting lock")) {
        throw new FileTakenException(message);
      }
      throw new QueryFailedException(message);
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '512MB'");
      statement.execute("SET TimeZone = 'UTC'"); // which is what columns hold
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }
}
