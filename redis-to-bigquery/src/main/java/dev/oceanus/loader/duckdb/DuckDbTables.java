package dev.oceanus.loader.duckdb;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes tables and adds columns that they lack. Never drops or changes one: where a column has
 * another type, the message names both sides. Names come from checked configuration only.
 */
final class DuckDbTables {
  private DuckDbTables() {}

  static void createBatches(Connection connection) throws SQLException {
    execute(
        connection,
        """
        CREATE TABLE IF NOT EXISTS _batches (
          epoch VARCHAR, lane VARCHAR, seq BIGINT, attempt INTEGER, rows BIGINT, sha256 VARCHAR,
          upper_ids VARCHAR, excluded INTEGER, committed_at TIMESTAMP,
          PRIMARY KEY (epoch, lane, seq))
        """);
  }

  /**
   * Makes this table fit its schema.
   *
   * @return its columns in their order
   * @throws WarehouseUnavailableException if a column has another type
   */
  static Map<String, String> fit(Connection connection, String table, Schema schema)
      throws SQLException {
    Map<String, String> wanted = wanted(schema);
    StringBuilder create =
        new StringBuilder("CREATE TABLE IF NOT EXISTS ").append(quoted(table)).append(" (");
    wanted.forEach(
        (name, type) -> create.append(quoted(name)).append(' ').append(type).append(", "));
    create.setLength(create.length() - 2);
    execute(connection, create.append(')').toString());
    Map<String, String> found = columns(connection, table);
    for (Map.Entry<String, String> column : wanted.entrySet()) {
      String type = found.get(column.getKey());
      if (type == null) {
        execute(
            connection,
            "ALTER TABLE %s ADD COLUMN %s %s"
                .formatted(quoted(table), quoted(column.getKey()), column.getValue()));
      } else if (!type.equals(column.getValue())) {
        throw new WarehouseUnavailableException(
            "the column %s of the table %s is %s, but the schema %s wants %s; rename one of them"
                .formatted(column.getKey(), table, type, schema.name(), column.getValue()),
            null);
      }
    }
    return columns(connection, table);
  }

  private static Map<String, String> wanted(Schema schema) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (Field field : LoaderColumns.inDuckDb(schema).fields()) {
      wanted.put(field.name(), type(field.type()));
    }
    return wanted;
  }

  private static String type(FieldType type) {
    return switch (type) {
      case STRING -> "VARCHAR";
      case TIMESTAMP -> "TIMESTAMP";
      case INT64 -> "BIGINT";
      case FLOAT64 -> "DOUBLE";
      case BOOL -> "BOOLEAN";
      case JSON -> "JSON";
    };
  }

  private static Map<String, String> columns(Connection connection, String table)
      throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT column_name, data_type FROM duckdb_columns()
            WHERE table_name = ? ORDER BY column_index
            """)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return columns;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
