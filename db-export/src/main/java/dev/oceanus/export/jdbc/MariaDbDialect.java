package dev.oceanus.export.jdbc;

import dev.oceanus.common.config.Secret;
import dev.oceanus.export.column.Texts;
import dev.oceanus.export.jdbc.DatabaseConfig.TlsMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/**
 * MariaDB and MySQL: rows are read off the connection one by one, in the binary protocol, since the
 * other one rounds floats.
 */
final class MariaDbDialect implements Dialect {
  private static final int FETCH_ROWS = 1;

  private final DatabaseConfig config;

  MariaDbDialect(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection =
        new Driver()
            .connect(
                "jdbc:mariadb://%s:%d/%s"
                    .formatted(config.host(), config.port(), config.database()),
                properties());
    if (connection == null) {
      throw new SQLException("the driver does not take the URL", "08001");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION time_zone = '+00:00'");
      // While a bucket is slow, the server waits for us with what it has to send.
      statement.execute("SET SESSION net_write_timeout = 3600");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", config.login().user());
    Secret password = config.login().password();
    if (password != null) {
      properties.setProperty("password", password.reveal());
    }
    properties.setProperty("connectTimeout", "20000");
    properties.setProperty("socketTimeout", Long.toString(config.timeout().toMillis()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("allowLocalInfile", "false");
    properties.setProperty("dumpQueriesOnException", "false");
    properties.setProperty("connectionAttributes", "program_name:oceanus-db-export");
    properties.setProperty("sslMode", mode(config.tls().mode()));
    config.tls().ca().ifPresent(file -> properties.setProperty("serverSslCert", file.toString()));
    return properties;
  }

  private static String mode(TlsMode mode) {
    return switch (mode) {
      case VERIFY -> "verify-full";
      case REQUIRE -> "trust";
      case OFF -> "disable";
    };
  }

  @Override
  public String begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      String before;
      try (ResultSet time = statement.executeQuery("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)")) {
        time.next();
        before = Texts.dateTime(time.getString(1)) + "Z";
      }
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      return before;
    }
  }

  @Override
  public char quote() {
    return '`';
  }

  @Override
  public Cell cell(ResultSetMetaData metadata, int index) throws SQLException {
    return MariaDbTypes.cell(metadata, index);
  }

  @Override
  public int fetchRows(int wished) {
    return FETCH_ROWS;
  }

  @Override
  public void setFetchRows(ResultSet rows, int count) {
    // One at a time costs no round trip: the server sends on by itself.
  }

  /** Closing it would read all that the server still sends. */
  @Override
  public void abandon(Statement statement) throws SQLException {
    statement.cancel();
  }
}
