package dev.oceanus.tables.bigquery;

import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Change.Cluster;
import dev.oceanus.tables.plan.Change.DescribeColumns;
import dev.oceanus.tables.plan.Change.DescribeTable;
import dev.oceanus.tables.plan.Change.DescribeView;
import dev.oceanus.tables.plan.Change.DropPartitionFilter;
import dev.oceanus.tables.plan.Change.ExpirePartitions;
import dev.oceanus.tables.plan.Change.RelaxColumns;
import dev.oceanus.tables.plan.Change.ReplaceView;
import dev.oceanus.tables.plan.Change.SetLabels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The one patch that makes all changes of a table or view, and names nothing else. */
final class Patch {
  private final TableInfo.Builder info;
  private final StandardTableDefinition.Builder definition = StandardTableDefinition.newBuilder();
  private final TimePartitioning partitioning;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<Field> before;

  private Patch(TableInfo found) {
    this.info = TableInfo.newBuilder(found.getTableId(), definition.build());
    TimePartitioning day = TimePartitioning.of(TimePartitioning.Type.DAY);
    if (found.getDefinition() instanceof StandardTableDefinition table) {
      FoundTables.fields(table).forEach(field -> fields.put(Column.key(field.getName()), field));
      this.partitioning = table.getTimePartitioning() == null ? day : table.getTimePartitioning();
    } else {
      this.partitioning = day;
    }
    this.before = List.copyOf(fields.values());
  }

  /** What makes these changes of what was found. */
  static TableInfo of(TableInfo found, List<Change> changes) {
    if (found.getDefinition() instanceof ViewDefinition view) {
      return ofView(
          TableInfo.newBuilder(
              found.getTableId(), NewTables.query(Objects.requireNonNullElse(view.getQuery(), ""))),
          changes);
    }
    Patch patch = new Patch(found);
    changes.forEach(patch::add);
    return patch.build();
  }

  private static TableInfo ofView(TableInfo.Builder patch, List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case ReplaceView(var view) ->
            patch.setDefinition(NewTables.query(view.sql())).setDescription(view.description());
        case DescribeView(var view) -> patch.setDescription(view.description());
        default -> throw new IllegalArgumentException("no change of a view: " + change);
      }
    }
    return patch.build();
  }

  private void add(Change change) {
    switch (change) {
      case AddColumns(String unused, List<Column> columns) ->
          columns.forEach(column -> fields.putIfAbsent(column.key(), NewTables.field(column)));
      case RelaxColumns(String unused, List<String> names) ->
          names.forEach(
              name ->
                  change(name, field -> field.toBuilder().setMode(Field.Mode.NULLABLE).build()));
      case DescribeColumns(String unused, Map<String, String> descriptions) ->
          descriptions.forEach(
              (name, text) ->
                  change(name, field -> field.toBuilder().setDescription(text).build()));
      case DescribeTable(String unused, String description) -> info.setDescription(description);
      case SetLabels(String unused, Map<String, String> labels) -> info.setLabels(labels);
      case Cluster(String unused, List<String> before, List<String> after) ->
          definition.setClustering(Clustering.newBuilder().setFields(after).build());
      case ExpirePartitions(String unused, var before, var after) ->
          definition.setTimePartitioning(
              partitioning.toBuilder().setExpirationMs(after.toMillis()).build());
      case DropPartitionFilter unused -> info.setRequirePartitionFilter(false);
      default -> throw new IllegalArgumentException("no change of a table: " + change);
    }
  }

  private void change(String name, UnaryOperator<Field> how) {
    fields.computeIfPresent(Column.key(name), (key, field) -> how.apply(field));
  }

  private TableInfo build() {
    List<Field> after = List.copyOf(fields.values());
    if (!after.equals(before)) {
      definition.setSchema(Schema.of(after));
    }
    return info.setDefinition(definition.build()).build();
  }
}
