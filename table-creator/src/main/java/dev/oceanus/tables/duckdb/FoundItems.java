package dev.oceanus.tables.duckdb;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.Item;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.OfView;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a DuckDB file holds of what is wanted. One connection's, within its transaction. */
final class FoundItems {
  private static final String IN_MAIN =
      " database_name = current_database() AND schema_name = 'main' ";

  /** DuckDB keeps a view's query in its own words; those behind the first AS tell it. */
  private static final String AS = " AS ";

  private static final String TWIN = "_as_wanted";
  private static final int REPHRASED_AT_MOST = 5;

  private final Connection connection;
  private final Map<String, Item> items = new HashMap<>();

  FoundItems(Connection connection) {
    this.connection = connection;
  }

  /** One row of a listing of tables or views. */
  private record Entry(String name, String comment, String sql) {}

  Found of(Wanted wanted) throws SQLException {
    List<Entry> tables =
        select("SELECT table_name, coalesce(comment, ''), '' FROM duckdb_tables() WHERE" + IN_MAIN);
    for (Entry table : tables) {
      items.put(table.name(), new OfTable(table(table)));
    }
    for (Entry view :
        select(
            "SELECT view_name, coalesce(comment, ''), sql FROM duckdb_views()"
                + " WHERE NOT internal AND"
                + IN_MAIN)) {
      items.put(view.name(), new OfView(view.comment(), view.sql()));
    }
    for (View view : wanted.views()) {
      if (items.get(view.name()) instanceof OfView found && isAs(view, found)) {
        items.put(view.name(), new OfView(found.description(), view.sql()));
      }
    }
    return new Found(Optional.of(new Place(Optional.empty())), items);
  }

  private List<Entry> select(String sql) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        entries.add(new Entry(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return entries;
  }

  private Table table(Entry entry) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT column_name, data_type, is_nullable, coalesce(comment, '')"
                + " FROM duckdb_columns() WHERE table_name = ? AND"
                + IN_MAIN
                + "ORDER BY column_index")) {
      statement.setString(1, entry.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(
              new Column(
                  rows.getString(1),
                  TypeNames.inGoogleSql(rows.getString(2)),
                  rows.getBoolean(3) ? Mode.NULLABLE : Mode.REQUIRED,
                  rows.getString(4)));
        }
      }
    }
    return new Table(
        entry.name(), entry.comment(), columns, Partitioning.NONE, List.of(), Map.of());
  }

  /** Whether a view is what it would be if it were made now: the same query, the same columns. */
  private boolean isAs(View wanted, OfView found) throws SQLException {
    try {
      String same = settled(wanted.sql());
      List<Entry> columns = columns(TWIN);
      return same.equals(settled(query(found.sql()))) && columns.equals(columns(wanted.name()));
    } catch (SQLException e) {
      return false; // trying to make it says why
    }
  }

  /** DuckDB's words for a query, which it may put otherwise once more when it reads them again. */
  private String settled(String sql) throws SQLException {
    String words = sql;
    for (int times = 0; times < REPHRASED_AT_MOST; times++) {
      String before = words;
      DuckDbTableStore.execute(
          connection, "CREATE OR REPLACE TEMP VIEW %s AS %s".formatted(TWIN, words));
      words = twinsQuery();
      if (words.equals(before)) {
        break;
      }
    }
    return words;
  }

  private String twinsQuery() throws SQLException {
    return select("SELECT view_name, '', sql FROM duckdb_views() WHERE temporary").stream()
        .filter(view -> view.name().equals(TWIN))
        .map(view -> query(view.sql()))
        .findFirst()
        .orElseThrow();
  }

  private List<Entry> columns(String view) throws SQLException {
    List<Entry> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT column_name, data_type, '' FROM duckdb_columns() WHERE table_name = ?"
                + " ORDER BY column_index")) {
      statement.setString(1, view);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(new Entry(rows.getString(1), rows.getString(2), ""));
        }
      }
    }
    return columns;
  }

  private static String query(String sql) {
    return sql.substring(sql.indexOf(AS) + AS.length()).replaceFirst(";\\s*$", "");
  }
}
