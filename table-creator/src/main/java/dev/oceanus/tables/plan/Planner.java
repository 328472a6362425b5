package dev.oceanus.tables.plan;

import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.Item;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Change.CreateDataset;
import dev.oceanus.tables.plan.Change.CreateTable;
import dev.oceanus.tables.plan.Change.CreateView;
import dev.oceanus.tables.plan.Change.DescribeView;
import dev.oceanus.tables.plan.Change.ReplaceView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the plan from what is wanted and what was found. */
public final class Planner {
  private final Wanted wanted;
  private final Found found;
  private final List<Change> changes = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Set<String> left = new HashSet<>();
  private final Set<String> widened = new HashSet<>();

  private Planner(Wanted wanted, Found found) {
    this.wanted = wanted;
    this.found = found;
  }

  /** What makes this place as it is wanted. A table in conflict is left alone with its views. */
  public static Plan plan(Wanted wanted, Found found) {
    return new Planner(wanted, found).plan();
  }

  private Plan plan() {
    if (settleDataset()) {
      wanted.tables().forEach(this::settle);
      wanted.views().stream().filter(view -> !left.contains(view.table())).forEach(this::settle);
    }
    return new Plan(changes, conflicts);
  }

  /** Whether its tables can be looked at. */
  private boolean settleDataset() {
    String dataset = wanted.dataset();
    Optional<String> chosen = wanted.location();
    if (found.place().isEmpty()) {
      if (chosen.isEmpty()) {
        conflicts.add(
            new Conflict(
                dataset,
                "the dataset %s does not exist; set OCEANUS_BIGQUERY_LOCATION to where it shall be, for ever (EU, US, asia-northeast1, ...), and it is made there"
                    .formatted(dataset)));
        return false;
      }
      changes.add(new CreateDataset(dataset, chosen.get()));
      return true;
    }
    Optional<String> is = found.place().get().location();
    if (chosen.isPresent() && is.isPresent() && !chosen.get().equalsIgnoreCase(is.get())) {
      conflicts.add(
          new Conflict(
              dataset,
              "the dataset %s is in %s, but OCEANUS_BIGQUERY_LOCATION says %s; a dataset cannot move: set it to %s, or choose another dataset"
                  .formatted(dataset, is.get(), chosen.get(), is.get())));
      return false;
    }
    return true;
  }

  private void settle(Table table) {
    Item item = found.items().get(table.name());
    switch (item) {
      case null -> changes.add(new CreateTable(table));
      case Found.OfTable(Table is) -> {
        TableDifference difference = TableDifference.between(table, is);
        changes.addAll(difference.changes());
        conflicts.addAll(difference.conflicts());
        if (!difference.conflicts().isEmpty()) {
          left.add(table.name());
        }
        if (difference.changes().stream().anyMatch(AddColumns.class::isInstance)) {
          widened.add(table.name());
        }
      }
      case Found.OfView view -> taken(table.name(), "a view", "a table");
      case Found.OfOther(String what) -> taken(table.name(), what, "a table");
    }
  }

  private void settle(View view) {
    if (tableNames().contains(view.name())) {
      conflicts.add(
          new Conflict(
              view.name(),
              "%s is the name of a table in the site catalogue and of a view of %s; give the table another name"
                  .formatted(view.name(), view.table())));
      return;
    }
    Item item = found.items().get(view.name());
    switch (item) {
      case null -> changes.add(new CreateView(view));
      case Found.OfView(String description, String sql) -> {
        // A view keeps the columns that its table had, until it is made again.
        if (!sql.equals(view.sql()) || widened.contains(view.table())) {
          changes.add(new ReplaceView(view));
        } else if (!description.equals(view.description())) {
          changes.add(new DescribeView(view));
        }
      }
      case Found.OfTable table -> taken(view.name(), "a table", "a view");
      case Found.OfOther(String what) -> taken(view.name(), what, "a view");
    }
  }

  private Set<String> tableNames() {
    return wanted.tables().stream().map(Table::name).collect(Collectors.toSet());
  }

  private void taken(String name, String is, String shall) {
    left.add(name);
    conflicts.add(
        new Conflict(
            name,
            "%s is %s, but %s is wanted; rename it, or give the site another table"
                .formatted(name, is, shall)));
  }
}
