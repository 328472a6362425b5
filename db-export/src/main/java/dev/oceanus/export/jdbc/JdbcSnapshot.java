package dev.oceanus.export.jdbc;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.plan.Export;
import dev.oceanus.export.plan.Export.Source;
import dev.oceanus.export.source.Rows;
import dev.oceanus.export.source.Snapshot;
import dev.oceanus.export.source.SourceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One read-only transaction, in which all is read. Of one thread. */
public final class JdbcSnapshot implements Snapshot {
  private final Dialect dialect;
  private final Connection connection;
  private final String time;
  private final Map<String, String> statements = new HashMap<>();

  private JdbcSnapshot(Dialect dialect, Connection connection, String time) {
    this.dialect = dialect;
    this.connection = connection;
    this.time = time;
  }

  /**
   * Takes one.
   *
   * @param longest bytes of a row
   * @throws SourceException if the database cannot be reached, or refuses it
   */
  public static JdbcSnapshot take(DatabaseConfig config, int longest) {
    Dialect dialect =
        switch (config.engine()) {
          case POSTGRESQL -> new PostgresDialect(config, longest);
          case MARIADB -> new MariaDbDialect(config);
        };
    try {
      Connection connection = dialect.connect();
      return new JdbcSnapshot(dialect, connection, dialect.begin(connection));
    } catch (SQLException e) {
      throw DatabaseFailure.told("connecting to " + config, e);
    }
  }

  @Override
  public String time() {
    return time;
  }

  @Override
  public List<Column> columns(Export export) {
    try {
      String sql =
          switch (export.source()) {
            case Source.Query query -> query.sql();
            case Source.Table table -> select(export, table);
          };
      List<Column> columns = described(sql);
      Set<String> names = new HashSet<>();
      for (Column column : columns) {
        if (!names.add(column.name())) {
          throw new SourceException(
              "export '%s' has two columns '%s'; give one of them another name with AS"
                  .formatted(export.name(), column.name()),
              null);
        }
      }
      statements.put(export.name(), sql);
      return columns;
    } catch (SQLException e) {
      throw DatabaseFailure.told("export '" + export.name() + "'", e);
    }
  }

  private List<Column> described(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return cells(statement.getMetaData()).stream().map(Cell::column).toList();
    }
  }

  private List<Cell> cells(ResultSetMetaData metadata) throws SQLException {
    List<Cell> cells = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      cells.add(dialect.cell(metadata, i));
    }
    return cells;
  }

  private String select(Export export, Source.Table table) throws SQLException {
    String name = table.parts().stream().map(this::quoted).collect(Collectors.joining("."));
    List<String> there = described("SELECT * FROM " + name).stream().map(Column::name).toList();
    List<String> named = table.columns().isEmpty() ? table.exclude() : table.columns();
    for (String each : named) {
      if (!there.contains(each)) {
        throw new SourceException(
            "export '%s': the table has no column '%s'; it has %s"
                .formatted(export.name(), each, String.join(", ", there)),
            null);
      }
    }
    List<String> wanted = new ArrayList<>(table.columns().isEmpty() ? there : table.columns());
    wanted.removeAll(table.exclude());
    if (wanted.isEmpty()) {
      throw new SourceException("export '" + export.name() + "' has no column left", null);
    }
    String columns = wanted.stream().map(this::quoted).collect(Collectors.joining(", "));
    return "SELECT " + columns + " FROM " + name;
  }

  private String quoted(String name) {
    String quote = String.valueOf(dialect.quote());
    return quote + name.replace(quote, quote + quote) + quote;
  }

  @Override
  public Rows read(Export export) {
    if (!statements.containsKey(export.name())) {
      columns(export);
    }
    String what = "reading export '" + export.name() + "'";
    try {
      PreparedStatement statement =
          connection.prepareStatement(
              statements.getOrDefault(export.name(), ""),
              ResultSet.TYPE_FORWARD_ONLY,
              ResultSet.CONCUR_READ_ONLY);
      statement.setFetchSize(dialect.fetchRows(export.fetchRows()));
      ResultSet rows = statement.executeQuery();
      return new JdbcRows(
          dialect, statement, rows, cells(rows.getMetaData()), export.fetchRows(), what);
    } catch (SQLException e) {
      throw DatabaseFailure.told(what, e);
    }
  }

  /**
   * What was read is whole by then; whatever the connection says on its way out changes nothing.
   */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // it is closed
    }
  }
}
