package dev.oceanus.tables.duckdb;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Change.Cluster;
import dev.oceanus.tables.plan.Change.CreateDataset;
import dev.oceanus.tables.plan.Change.CreateTable;
import dev.oceanus.tables.plan.Change.CreateView;
import dev.oceanus.tables.plan.Change.DescribeColumns;
import dev.oceanus.tables.plan.Change.DescribeTable;
import dev.oceanus.tables.plan.Change.DescribeView;
import dev.oceanus.tables.plan.Change.DropPartitionFilter;
import dev.oceanus.tables.plan.Change.ExpirePartitions;
import dev.oceanus.tables.plan.Change.RelaxColumns;
import dev.oceanus.tables.plan.Change.ReplaceView;
import dev.oceanus.tables.plan.Change.SetLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make a change. Two processes may run the same ones after each other. */
final class Statements {
  private Statements() {}

  static List<String> of(Change change) {
    return switch (change) {
      case CreateTable(Table table) -> table(table);
      case AddColumns(String table, List<Column> columns) -> columns(table, columns);
      case RelaxColumns(String table, List<String> names) ->
          names.stream()
              .map(
                  name ->
                      "ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL"
                          .formatted(quoted(table), quoted(name)))
              .toList();
      case DescribeColumns describe ->
          describe.descriptions().entrySet().stream()
              .map(each -> comment(describe.target(), each.getKey(), each.getValue()))
              .toList();
      case DescribeTable(String table, String text) ->
          List.of("COMMENT ON TABLE %s IS %s".formatted(quoted(table), literal(text)));
      case CreateView(View view) -> view(view);
      case ReplaceView(View view) -> view(view);
      case DescribeView(View view) -> List.of(comment(view));
      case CreateDataset unused -> throw noSuchThing(change);
      case SetLabels unused -> throw noSuchThing(change);
      case Cluster unused -> throw noSuchThing(change);
      case ExpirePartitions unused -> throw noSuchThing(change);
      case DropPartitionFilter unused -> throw noSuchThing(change);
    };
  }

  private static IllegalArgumentException noSuchThing(Change change) {
    return new IllegalArgumentException("DuckDB knows no such thing: " + change);
  }

  private static List<String> table(Table table) {
    List<String> statements = new ArrayList<>();
    statements.add(
        table.columns().stream()
            .map(Statements::definition)
            .collect(
                Collectors.joining(
                    ", ", "CREATE TABLE IF NOT EXISTS %s (".formatted(quoted(table.name())), ")")));
    statements.add(
        "COMMENT ON TABLE %s IS %s".formatted(quoted(table.name()), literal(table.description())));
    table.columns().stream()
        .map(column -> comment(table.name(), column.name(), column.description()))
        .forEach(statements::add);
    return statements;
  }

  private static List<String> columns(String table, List<Column> columns) {
    List<String> statements = new ArrayList<>();
    for (Column column : columns) {
      statements.add(
          "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s"
              .formatted(quoted(table), definition(column)));
      statements.add(comment(table, column.name(), column.description()));
    }
    return statements;
  }

  private static String definition(Column column) {
    return quoted(column.name()) + " " + TypeNames.inDuckDb(column.type());
  }

  private static String comment(String table, String column, String text) {
    return "COMMENT ON COLUMN %s.%s IS %s".formatted(quoted(table), quoted(column), literal(text));
  }

  private static List<String> view(View view) {
    return List.of(
        "CREATE OR REPLACE VIEW %s AS %s".formatted(quoted(view.name()), view.sql()),
        comment(view));
  }

  private static String comment(View view) {
    return "COMMENT ON VIEW %s IS %s".formatted(quoted(view.name()), literal(view.description()));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
