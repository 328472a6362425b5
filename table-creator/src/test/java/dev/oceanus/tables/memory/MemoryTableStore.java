package dev.oceanus.tables.memory;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.Item;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.OfView;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Partitioning.Daily;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
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
import dev.oceanus.tables.plan.Step;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.store.StepOutcome;
import dev.oceanus.tables.store.TableStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables in memory, with somebody who may be faster. Thread-safe. */
public final class MemoryTableStore implements TableStore {
  private final Map<String, Item> items = new HashMap<>();
  private Optional<Place> place;
  private Function<Step, Optional<StepOutcome>> disturbance = step -> Optional.empty();

  public MemoryTableStore(Found found) {
    items.putAll(found.items());
    place = found.place();
  }

  /** From now on asked before each step: an outcome is what becomes of it instead. */
  public synchronized void disturb(Function<Step, Optional<StepOutcome>> how) {
    disturbance = how;
  }

  /** Puts or removes something behind everybody's back. */
  public synchronized void put(String name, @Nullable Item item) {
    if (item == null) {
      items.remove(name);
    } else {
      items.put(name, item);
    }
  }

  @Override
  public synchronized Found find(Wanted wanted) {
    return new Found(place, items);
  }

  @Override
  public synchronized StepOutcome apply(Step step) {
    Optional<StepOutcome> instead = disturbance.apply(step);
    if (instead.isPresent()) {
      return instead.get();
    }
    Item before = items.get(step.target());
    for (Change change : step.changes()) {
      boolean creates = change instanceof CreateTable || change instanceof CreateView;
      if (creates && before != null) {
        return new StepOutcome.Overtaken("it is there");
      }
      apply(change);
    }
    return new StepOutcome.Done();
  }

  private void apply(Change change) {
    switch (change) {
      case CreateDataset create -> place = Optional.of(new Place(Optional.of(create.location())));
      case CreateTable(Table table) -> items.put(table.name(), new OfTable(table));
      case CreateView(View view) -> putView(view);
      case ReplaceView(View view) -> putView(view);
      case DescribeView(View view) -> putView(view);
      default -> items.put(change.target(), new OfTable(changed(table(change.target()), change)));
    }
  }

  private void putView(View view) {
    items.put(view.name(), new OfView(view.description(), view.sql()));
  }

  private Table table(String name) {
    if (items.get(name) instanceof OfTable(Table table)) {
      return table;
    }
    throw new IllegalStateException("no table " + name);
  }

  private static Table changed(Table table, Change change) {
    Map<String, Column> columns = table.byKey();
    String description = table.description();
    Partitioning partitioning = table.partitioning();
    List<String> clustering = table.clustering();
    Map<String, String> labels = new LinkedHashMap<>(table.labels());
    switch (change) {
      case AddColumns add -> add.columns().forEach(column -> columns.put(column.key(), column));
      case RelaxColumns relax ->
          relax
              .names()
              .forEach(name -> columns.computeIfPresent(Column.key(name), (k, is) -> relaxed(is)));
      case DescribeColumns describe ->
          describe
              .descriptions()
              .forEach(
                  (name, text) ->
                      columns.computeIfPresent(Column.key(name), (k, is) -> described(is, text)));
      case DescribeTable describe -> description = describe.description();
      case SetLabels set -> labels.putAll(set.labels());
      case Cluster cluster -> clustering = cluster.after();
      case ExpirePartitions expire ->
          partitioning =
              new Daily(
                  ((Daily) partitioning).column(),
                  Optional.of(expire.after()),
                  ((Daily) partitioning).filterRequired());
      case DropPartitionFilter unused ->
          partitioning =
              new Daily(((Daily) partitioning).column(), ((Daily) partitioning).expiry(), false);
      default -> throw new IllegalArgumentException("no change of a table: " + change);
    }
    return new Table(
        table.name(),
        description,
        new ArrayList<>(columns.values()),
        partitioning,
        clustering,
        labels);
  }

  private static Column relaxed(Column column) {
    return new Column(column.name(), column.type(), Mode.NULLABLE, column.description());
  }

  private static Column described(Column column, String text) {
    return new Column(column.name(), column.type(), column.mode(), text);
  }

  @Override
  public Estimate estimate(View view) {
    return view.sql().contains("FROM nothing")
        ? new Estimate.Refused("there is no table nothing")
        : new Estimate.Bytes(view.sql().length());
  }
}
