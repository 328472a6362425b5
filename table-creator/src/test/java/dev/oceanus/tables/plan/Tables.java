package dev.oceanus.tables.plan;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.Item;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things to plan with. */
final class Tables {
  static final Partitioning BY_DAY =
      new Partitioning.Daily(Optional.of("at"), Optional.empty(), false);

  static final Table EVENTS =
      new Table(
          "events",
          "What happened.",
          List.of(column("at", "TIMESTAMP"), column("name", "STRING"), column("price", "FLOAT64")),
          BY_DAY,
          List.of("name"),
          Map.of("managed-by", "oceanus", "site-shop", ""));

  static final View ONCE = new View("events_once", "events", "Each once.", "SELECT DISTINCT 1");

  private Tables() {}

  static Column column(String name, String type) {
    return new Column(name, type, Mode.NULLABLE, "The " + name + ".");
  }

  static Column with(Column column, Mode mode) {
    return new Column(column.name(), column.type(), mode, column.description());
  }

  static Table withColumns(Table table, List<Column> columns) {
    return new Table(
        table.name(),
        table.description(),
        columns,
        table.partitioning(),
        table.clustering(),
        table.labels());
  }

  static Table withPartitioning(Table table, Partitioning partitioning) {
    return new Table(
        table.name(),
        table.description(),
        table.columns(),
        partitioning,
        table.clustering(),
        table.labels());
  }

  static Partitioning kept(Duration time) {
    return new Partitioning.Daily(Optional.of("at"), Optional.of(time), false);
  }

  static Wanted wanted(Table... tables) {
    return new Wanted("project.data", Optional.of("EU"), List.of(tables), List.of());
  }

  static Wanted wanted(Table table, View view) {
    return new Wanted("project.data", Optional.of("EU"), List.of(table), List.of(view));
  }

  static Found found(Map<String, Item> items) {
    return new Found(Optional.of(new Place(Optional.of("EU"))), items);
  }

  static Found found(Table table) {
    return found(Map.of(table.name(), new OfTable(table)));
  }
}
