package dev.oceanus.tables.plan;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing to do to a dataset, a table or a view. None of them drops or narrows anything. */
public sealed interface Change {
  /** Name of what is changed. */
  String target();

  /** The dataset is made. */
  record CreateDataset(String target, String location) implements Change {}

  /** A table is made. */
  record CreateTable(Table table) implements Change {
    @Override
    public String target() {
      return table.name();
    }
  }

  /** A table gets columns, all of them NULLABLE. */
  record AddColumns(String target, List<Column> columns) implements Change {}

  /** Columns of these names become NULLABLE. */
  record RelaxColumns(String target, List<String> names) implements Change {}

  /** Columns get these descriptions, by name. */
  record DescribeColumns(String target, Map<String, String> descriptions) implements Change {}

  /** A table gets a description. */
  record DescribeTable(String target, String description) implements Change {}

  /** A table gets these labels beside those that it has. */
  record SetLabels(String target, Map<String, String> labels) implements Change {}

  /** A table is clustered otherwise; rows that it has are sorted when BigQuery gets to it. */
  record Cluster(String target, List<String> before, List<String> after) implements Change {}

  /** Partitions are deleted when they are this old; those that are older already, at once. */
  record ExpirePartitions(String target, Optional<Duration> before, Duration after)
      implements Change {}

  /** Queries need no longer name their days. */
  record DropPartitionFilter(String target) implements Change {}

  /** A view is made. */
  record CreateView(View view) implements Change {
    @Override
    public String target() {
      return view.name();
    }
  }

  /** A view reads otherwise. */
  record ReplaceView(View view) implements Change {
    @Override
    public String target() {
      return view.name();
    }
  }

  /** A view gets its description. */
  record DescribeView(View view) implements Change {
    @Override
    public String target() {
      return view.name();
    }
  }
}
