package dev.oceanus.sqlcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.warehouse.LoaderColumns;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB in memory with the tables of a small warehouse, and the views of {@code events_demo}.
 */
final class Warehouse implements AutoCloseable {
  private static final String TABLE = "events_demo";

  private final Connection connection;

  private Warehouse(Connection connection) {
    this.connection = connection;
  }

  /** Tables and views without a row. */
  static Warehouse empty() throws SQLException {
    Warehouse warehouse = new Warehouse(DriverManager.getConnection("jdbc:duckdb:"));
    warehouse.execute("SET TimeZone = 'UTC'");
    warehouse.create(TABLE, LoaderColumns.inDuckDb(Schemas.WEB));
    warehouse.create("refused", LoaderColumns.inDuckDb(Schemas.REFUSED));
    warehouse.create("dead_letters", Schemas.DEAD_LETTERS);
    warehouse.create("log_legacy", LoaderColumns.inDuckDb(Schemas.LOG));
    for (View view : View.of(Dialect.DUCKDB)) {
      warehouse.execute(
          "CREATE VIEW \"%s_%s\" AS %s"
              .formatted(TABLE, view.name(), view.query("\"events_demo\"")));
    }
    return warehouse;
  }

  /** The same with the fixture's rows. */
  static Warehouse ofFixture() throws SQLException, IOException {
    Warehouse warehouse = empty();
    warehouse.insert(Visits.ofFixture());
    try (InputStream file =
        Objects.requireNonNull(Warehouse.class.getResourceAsStream("others.sql"), "others.sql")) {
      warehouse.execute(new String(file.readAllBytes(), UTF_8));
    }
    return warehouse;
  }

  private void create(String table, Schema schema) throws SQLException {
    String columns =
        schema.fields().stream()
            .map(field -> '"' + field.name() + "\" " + type(field))
            .collect(Collectors.joining(", "));
    execute("CREATE TABLE %s (%s)".formatted(table, columns));
  }

  private static String type(Field field) {
    return switch (field.type()) {
      case STRING -> "VARCHAR";
      case FLOAT64 -> "DOUBLE";
      case INT64 -> "BIGINT";
      case TIMESTAMP, BOOL, JSON -> field.type().name();
    };
  }

  /** Adds the rows of visits, in lines like those of {@code visits.txt}. */
  void visits(String... lines) throws SQLException {
    insert(Visits.of(String.join("\n", lines)));
  }

  /** Adds rows to the site's table, values by column. */
  void insert(List<Map<String, String>> rows) throws SQLException {
    for (Map<String, String> row : rows) {
      String columns = String.join(", ", row.keySet());
      String marks = row.keySet().stream().map(Warehouse::mark).collect(Collectors.joining(", "));
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO %s (%s) VALUES (%s)".formatted(TABLE, columns, marks))) {
        int at = 0;
        for (String value : row.values()) {
          insert.setString(++at, value);
        }
        insert.executeUpdate();
      }
    }
  }

  private static String mark(String column) {
    int index = Schemas.WEB.indexOf(column);
    boolean time = index >= 0 && Schemas.WEB.field(index).type() == FieldType.TIMESTAMP;
    return time ? "CAST(? AS TIMESTAMP)" : "?";
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A query's answer: a line of the columns' names, then the rows, cells parted by commas. */
  List<String> ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> lines = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        cells.add(columns.getColumnLabel(i));
      }
      lines.add(String.join(",", cells));
      while (rows.next()) {
        cells.clear();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          cells.add(text(rows.getObject(i)));
        }
        lines.add(String.join(",", cells));
      }
      return lines;
    }
  }

  /** A query's answer without the columns' names. */
  List<String> rows(String sql) throws SQLException {
    List<String> lines = ask(sql);
    return lines.subList(1, lines.size());
  }

  /** Columns of a view with their types. */
  Map<String, String> columns(String view) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE " + view)) {
      while (rows.next()) {
        columns.put(rows.getString(1), rows.getString(2));
      }
    }
    return columns;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case Double number -> BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
