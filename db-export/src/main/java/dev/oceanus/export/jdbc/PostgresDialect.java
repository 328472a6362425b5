package dev.oceanus.export.jdbc;

import dev.oceanus.common.config.Secret;
import dev.oceanus.export.column.Texts;
import dev.oceanus.export.jdbc.DatabaseConfig.TlsMode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** PostgreSQL: values come as texts, which are exact; rows through a cursor of the server. */
final class PostgresDialect implements Dialect {
  private static final int FIRST_FETCH = 2;

  private final DatabaseConfig config;
  private final int longest;

  /**
   * @param longest bytes of a row, as it is written
   */
  PostgresDialect(DatabaseConfig config, int longest) {
    this.config = config;
    this.longest = longest;
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection =
        new Driver()
            .connect(
                "jdbc:postgresql://%s:%d/%s"
                    .formatted(config.host(), config.port(), config.database()),
                properties());
    if (connection == null) {
      throw new SQLException("the driver does not take the URL", "08001");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      statement.execute("SET datestyle TO 'ISO, YMD'");
      statement.execute("SET intervalstyle TO 'iso_8601'");
      statement.execute("SET bytea_output TO 'hex'");
      statement.execute("SET extra_float_digits TO 3");
      statement.execute("SET idle_in_transaction_session_timeout TO 0");
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
    properties.setProperty("password", password == null ? "" : password.reveal());
    properties.setProperty("ApplicationName", "oceanus-db-export");
    properties.setProperty("connectTimeout", "20");
    properties.setProperty("socketTimeout", Long.toString(config.timeout().toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("binaryTransfer", "false");
    properties.setProperty("prepareThreshold", "0");
    // Of the rows of one fetch, of which the first has two. Bytes come as hex, two for one.
    properties.setProperty("maxResultBuffer", Long.toString(longest * 4L + (8L << 20)));
    properties.setProperty("sslmode", mode(config.tls().mode()));
    Optional<Path> ca = config.tls().ca();
    if (ca.isPresent()) {
      properties.setProperty("sslrootcert", ca.get().toString());
    } else if (config.tls().mode() == TlsMode.VERIFY) {
      properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return properties;
  }

  private static String mode(TlsMode mode) {
    return switch (mode) {
      case VERIFY -> "verify-full";
      case REQUIRE -> "require";
      case OFF -> "disable";
    };
  }

  @Override
  public String begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    // The first query takes the snapshot, just behind the transaction's begin, which now() is.
    try (Statement statement = connection.createStatement();
        ResultSet time = statement.executeQuery("SELECT now()::text")) {
      time.next();
      return String.valueOf(Texts.timestampOfUtc(time.getString(1)));
    }
  }

  @Override
  public char quote() {
    return '"';
  }

  @Override
  public Cell cell(ResultSetMetaData metadata, int index) throws SQLException {
    String name = metadata.getColumnLabel(index);
    String type = metadata.getColumnTypeName(index);
    if (metadata.getColumnType(index) == Types.ARRAY) {
      return PostgresTypes.array(name, type);
    }
    return PostgresTypes.cell(name, type, metadata.getPrecision(index), metadata.getScale(index));
  }

  /** The first fetch is small: nobody knows yet how long rows are. */
  @Override
  public int fetchRows(int wished) {
    return Math.min(wished, FIRST_FETCH);
  }

  @Override
  public void setFetchRows(ResultSet rows, int count) throws SQLException {
    rows.setFetchSize(count);
  }

  @Override
  public void abandon(Statement statement) {
    // Its cursor is closed with it, and sends nothing that was not asked for.
  }
}
