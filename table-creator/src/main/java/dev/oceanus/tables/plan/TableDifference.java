package dev.oceanus.tables.plan;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Partitioning.Daily;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Change.Cluster;
import dev.oceanus.tables.plan.Change.DescribeColumns;
import dev.oceanus.tables.plan.Change.DescribeTable;
import dev.oceanus.tables.plan.Change.DropPartitionFilter;
import dev.oceanus.tables.plan.Change.ExpirePartitions;
import dev.oceanus.tables.plan.Change.RelaxColumns;
import dev.oceanus.tables.plan.Change.SetLabels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes one table of another. Columns and labels that only the found one has are somebody
 * else's and stay; but a REQUIRED one of them would refuse every row of ours.
 */
final class TableDifference {
  private final Table wanted;
  private final Table found;
  private final List<Change> changes = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();

  private TableDifference(Table wanted, Table found) {
    this.wanted = wanted;
    this.found = found;
  }

  static TableDifference between(Table wanted, Table found) {
    TableDifference difference = new TableDifference(wanted, found);
    difference.compareColumns();
    difference.compareForeign();
    difference.comparePartitioning();
    difference.compareRest();
    return difference;
  }

  /** None where there is a conflict. */
  List<Change> changes() {
    return conflicts.isEmpty() ? changes : List.of();
  }

  List<Conflict> conflicts() {
    return conflicts;
  }

  private void compareColumns() {
    List<Column> added = new ArrayList<>();
    List<String> relaxed = new ArrayList<>();
    Map<String, String> described = new LinkedHashMap<>();
    Map<String, Column> there = found.byKey();
    for (Column column : wanted.columns()) {
      Column is = there.get(column.key());
      if (is == null) {
        added.add(column);
      } else if (!is.type().equals(column.type()) || is.mode() == Mode.REPEATED) {
        conflict(
            "the column %s of the table %s is %s, but %s is wanted; rename the column, or give the site another table"
                .formatted(is.name(), found.name(), typeOf(is), typeOf(column)));
      } else {
        if (is.mode() == Mode.REQUIRED) {
          relaxed.add(is.name());
        }
        if (!is.description().equals(column.description())) {
          described.put(is.name(), column.description());
        }
      }
    }
    if (!added.isEmpty()) {
      changes.add(new AddColumns(found.name(), List.copyOf(added)));
    }
    if (!relaxed.isEmpty()) {
      changes.add(new RelaxColumns(found.name(), List.copyOf(relaxed)));
    }
    if (!described.isEmpty()) {
      changes.add(new DescribeColumns(found.name(), described));
    }
  }

  private void compareForeign() {
    Map<String, Column> ours = wanted.byKey();
    for (Column column : found.columns()) {
      if (column.mode() == Mode.REQUIRED && !ours.containsKey(column.key())) {
        conflict(
            "the column %s of the table %s is REQUIRED, but no row of Oceanus has it; make it NULLABLE"
                .formatted(column.name(), found.name()));
      }
    }
  }

  private void comparePartitioning() {
    Partitioning shall = wanted.partitioning();
    Partitioning is = found.partitioning();
    if (shall instanceof Daily wish && is instanceof Daily daily && sameDays(wish, daily)) {
      if (wish.expiry().isPresent() && !wish.expiry().equals(daily.expiry())) {
        changes.add(
            new ExpirePartitions(found.name(), daily.expiry(), wish.expiry().orElseThrow()));
      }
      if (daily.filterRequired()) {
        changes.add(new DropPartitionFilter(found.name()));
      }
    } else if (!shall.equals(is)) {
      conflict(
          "the table %s is %s, but %s is wanted, which no change can make of it; rename it, or give the site another table"
              .formatted(
                  found.name(),
                  is instanceof Daily ? "partitioned " + is : is,
                  shall instanceof Daily ? "partitioned " + shall : shall));
    }
  }

  private static boolean sameDays(Daily one, Daily other) {
    return one.column().map(Column::key).equals(other.column().map(Column::key));
  }

  private void compareRest() {
    if (!keys(wanted.clustering()).equals(keys(found.clustering()))) {
      changes.add(new Cluster(found.name(), found.clustering(), wanted.clustering()));
    }
    if (!wanted.description().equals(found.description())) {
      changes.add(new DescribeTable(found.name(), wanted.description()));
    }
    Map<String, String> labels = new LinkedHashMap<>(wanted.labels());
    labels.entrySet().removeAll(found.labels().entrySet());
    if (!labels.isEmpty()) {
      changes.add(new SetLabels(found.name(), labels));
    }
  }

  private static List<String> keys(List<String> names) {
    return names.stream().map(Column::key).toList();
  }

  private void conflict(String message) {
    conflicts.add(new Conflict(found.name(), message));
  }

  private static String typeOf(Column column) {
    return Optional.of(column.mode())
        .filter(mode -> mode == Mode.REPEATED)
        .map(mode -> "REPEATED " + column.type())
        .orElse(column.type());
  }
}
