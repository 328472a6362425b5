package dev.oceanus.tables.report;

import dev.oceanus.common.config.Units;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Partitioning;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A change in words.
 *
 * @param kind closed set of words, for programs and metrics
 * @param detail what of it, for people
 */
public record ChangeWords(String kind, String detail) {
  /** The words for a change. */
  public static ChangeWords of(Change change) {
    return switch (change) {
      case CreateDataset create -> new ChangeWords("create-dataset", "in " + create.location());
      case CreateTable(Table table) -> new ChangeWords("create-table", shape(table));
      case AddColumns add ->
          new ChangeWords(
              "add-columns",
              add.columns().stream()
                  .map(column -> column.name() + " " + column.type())
                  .collect(Collectors.joining(", ")));
      case RelaxColumns relax ->
          new ChangeWords(
              "relax-columns", String.join(", ", relax.names()) + " from REQUIRED to NULLABLE");
      case DescribeColumns describe ->
          new ChangeWords("describe-columns", String.join(", ", describe.descriptions().keySet()));
      case DescribeTable describe -> new ChangeWords("describe-table", describe.description());
      case DescribeView(View view) -> new ChangeWords("describe-view", view.description());
      case SetLabels labels -> new ChangeWords("set-labels", labels(labels.labels()));
      case Cluster cluster ->
          new ChangeWords(
              "cluster",
              "by %s, not by %s".formatted(names(cluster.after()), names(cluster.before())));
      case ExpirePartitions expire ->
          new ChangeWords(
              "expire-partitions",
              "after %s, not %s; older days are deleted"
                  .formatted(
                      Units.print(expire.after()),
                      expire.before().map(Units::print).orElse("never")));
      case DropPartitionFilter unused ->
          new ChangeWords("drop-partition-filter", "views and the loader ask without one");
      case CreateView(View view) -> new ChangeWords("create-view", "of " + view.table());
      case ReplaceView(View view) -> new ChangeWords("replace-view", "of " + view.table());
    };
  }

  private static String shape(Table table) {
    StringBuilder shape = new StringBuilder(table.columns().size() + " columns");
    if (table.partitioning() instanceof Partitioning.Daily daily) {
      shape.append(", ").append(daily);
      daily.expiry().ifPresent(expiry -> shape.append(", kept ").append(Units.print(expiry)));
    }
    if (!table.clustering().isEmpty()) {
      shape.append(", clustered by ").append(names(table.clustering()));
    }
    return shape.toString();
  }

  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(each -> each.getValue().isEmpty() ? each.getKey() : each.toString())
            .collect(Collectors.joining(", "));
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  /** The columns that a change adds, for programs. */
  static List<Column> columns(Change change) {
    return switch (change) {
      case CreateTable(Table table) -> table.columns();
      case AddColumns add -> add.columns();
      default -> List.of();
    };
  }
}
