package dev.oceanus.fakebigquery.store;

import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.schema.Column;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.schema.SchemaChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tables and views. Part of a transaction. */
public final class Tables {
  private static final String COLUMNS = "project, dataset, name, resource, schema_changed";

  private final Transaction transaction;

  Tables(Transaction transaction) {
    this.transaction = transaction;
  }

  /** A table by its name; one whose time has come is deleted instead. */
  public Optional<StoredTable> find(TableRef table) throws SQLException {
    Optional<StoredTable> found = stored(table);
    if (found.isPresent() && found.get().isExpired(transaction.now())) {
      delete(found.get());
      return Optional.empty();
    }
    return found;
  }

  private Optional<StoredTable> stored(TableRef table) throws SQLException {
    return transaction
        .select(
            "SELECT "
                + COLUMNS
                + " FROM _fake.tables"
                + " WHERE project = ? AND dataset = ? AND name = ?",
            Tables::read,
            table.project(),
            table.dataset(),
            table.table())
        .stream()
        .findFirst();
  }

  public List<StoredTable> of(DatasetRef dataset) throws SQLException {
    List<StoredTable> all =
        transaction.select(
            "SELECT "
                + COLUMNS
                + " FROM _fake.tables"
                + " WHERE project = ? AND dataset = ? ORDER BY name",
            Tables::read,
            dataset.project(),
            dataset.dataset());
    return all.stream().filter(table -> !table.isExpired(transaction.now())).toList();
  }

  private static StoredTable read(ResultSet row) throws SQLException {
    return new StoredTable(
        new TableRef(row.getString(1), row.getString(2), row.getString(3)),
        Json.parse(row.getString(4)),
        Instant.ofEpochMilli(row.getLong(5)));
  }

  /** Inserts the resource, and makes the table that holds its rows unless it is a view. */
  public void insert(TableRef table, ObjectNode resource) throws SQLException {
    StoredTable stored = new StoredTable(table, resource, Instant.ofEpochMilli(transaction.now()));
    if (!stored.isView()) {
      create(stored);
    }
    transaction.update(
        "INSERT INTO _fake.tables VALUES (?, ?, ?, ?, ?)",
        table.project(),
        table.dataset(),
        table.table(),
        resource.toString(),
        transaction.now());
  }

  private void create(StoredTable table) throws SQLException {
    String columns =
        table.columns().all().stream().map(Tables::definition).collect(Collectors.joining(", "));
    // DuckDB has no table without columns, BigQuery has.
    transaction.execute(
        "CREATE TABLE %s (%s)"
            .formatted(table.sqlName(), columns.isEmpty() ? NOTHING + " BOOLEAN" : columns));
  }

  /** A column that stands in a table without columns. */
  private static final String NOTHING = "_fake_nothing";

  private static String definition(Column column) {
    return Names.quoted(column.name()) + " " + column.type().duckdb();
  }

  /**
   * Replaces the resource, and changes the columns of the rows as told. New columns stand behind
   * the old ones, wherever the resource names them.
   */
  public void update(StoredTable table, ObjectNode resource, SchemaChange change)
      throws SQLException {
    TableRef name = table.reference();
    boolean hadColumns = table.columns().size() > 0;
    newColumnsLast(table.columns(), resource.path("schema").path("fields"));
    for (Column column : change.added()) {
      transaction.execute(
          "ALTER TABLE %s ADD COLUMN %s".formatted(table.sqlName(), definition(column)));
    }
    if (!hadColumns && !change.added().isEmpty()) {
      transaction.execute("ALTER TABLE %s DROP COLUMN %s".formatted(table.sqlName(), NOTHING));
    }
    transaction.update(
        "UPDATE _fake.tables SET resource = ?, schema_changed = ?"
            + " WHERE project = ? AND dataset = ? AND name = ?",
        resource.toString(),
        change.isEmpty() ? table.schemaChanged().toEpochMilli() : transaction.now(),
        name.project(),
        name.dataset(),
        name.table());
  }

  private static void newColumnsLast(Columns before, JsonNode fields) {
    if (fields instanceof ArrayNode array) {
      List<JsonNode> sorted = new ArrayList<>();
      array.forEach(sorted::add);
      sorted.sort(Comparator.comparingInt(field -> place(before, field)));
      array.removeAll();
      sorted.forEach(array::add);
    }
  }

  private static int place(Columns before, JsonNode field) {
    int place = before.indexOf(field.path("name").asString(""));
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  /** Removes all rows. */
  public void truncate(StoredTable table) throws SQLException {
    transaction.execute("DELETE FROM " + table.sqlName());
    forget("growth", table.reference());
  }

  public void delete(StoredTable table) throws SQLException {
    if (!table.isView()) {
      transaction.execute("DROP TABLE " + table.sqlName());
    }
    forget("tables", table.reference());
    forget("growth", table.reference());
  }

  private void forget(String meta, TableRef table) throws SQLException {
    transaction.update(
        "DELETE FROM _fake." + meta + " WHERE project = ? AND dataset = ? AND name = ?",
        table.project(),
        table.dataset(),
        table.table());
  }

  /** Notes that a table has grown. */
  public void grow(TableRef table, long rows, long bytes) throws SQLException {
    transaction.update(
        "INSERT INTO _fake.growth VALUES (?, ?, ?, ?, ?, ?)",
        table.project(),
        table.dataset(),
        table.table(),
        rows,
        bytes,
        transaction.now());
  }

  /** How much was put into a table, and when last. */
  public Size size(TableRef table) throws SQLException {
    return transaction
        .select(
            "SELECT coalesce(sum(rows), 0)::BIGINT, coalesce(sum(bytes), 0)::BIGINT,"
                + " coalesce(max(grown), 0) FROM _fake.growth"
                + " WHERE project = ? AND dataset = ? AND name = ?",
            row -> new Size(row.getLong(1), row.getLong(2), row.getLong(3)),
            table.project(),
            table.dataset(),
            table.table())
        .getFirst();
  }

  /**
   * Size of a table.
   *
   * @param lastGrowth in milliseconds since 1970, 0 if never
   */
  public record Size(long rows, long bytes, long lastGrowth) {}
}
