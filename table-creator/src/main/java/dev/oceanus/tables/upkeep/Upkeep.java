package dev.oceanus.tables.upkeep;

import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.plan.Plan;
import dev.oceanus.tables.plan.Planner;
import dev.oceanus.tables.store.TableStore;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Plans what makes a warehouse as it is wanted, and does it. Any number of processes may do so at
 * once: who is overtaken looks again. Thread-safe.
 */
public final class Upkeep {
  private final TableStore store;

  public Upkeep(TableStore store) {
    this.store = store;
  }

  /**
   * What is to be done, without doing it.
   *
   * @throws dev.oceanus.common.warehouse.WarehouseUnavailableException if it cannot be known now
   */
  public Account plan(Wanted wanted) {
    Plan plan = Planner.plan(wanted, store.find(wanted));
    Readings readings = new Readings(store);
    Set<String> unready =
        plan.steps().stream()
            .filter(step -> step.changes().stream().anyMatch(Upkeep::changesColumns))
            .map(step -> step.target())
            .collect(Collectors.toSet());
    Set<String> inConflict =
        plan.conflicts().stream().map(Conflict::target).collect(Collectors.toSet());
    for (View view : wanted.views()) {
      if (unready.contains(view.table())) {
        readings.leave(view, "its table is not ready yet");
      } else if (!inConflict.contains(view.table())
          && !inConflict.contains(wanted.dataset())
          && !inConflict.contains(view.name())) {
        readings.take(view);
      }
    }
    Set<String> unreadable = readings.refused();
    List<Change> changes =
        plan.changes().stream().filter(change -> !unreadable.contains(change.target())).toList();
    return new Account(changes, readings.withConflicts(plan.conflicts()), readings.all());
  }

  private static boolean changesColumns(Change change) {
    return change instanceof Change.CreateTable || change instanceof Change.AddColumns;
  }

  /**
   * Does what is to be done.
   *
   * @param readEveryView whether views that are as wanted are tried as well
   * @param done is told of each change behind it, as they are done
   * @throws dev.oceanus.common.warehouse.WarehouseUnavailableException if the rest has to wait
   */
  public Account apply(Wanted wanted, boolean readEveryView, Consumer<Change> done) {
    return new Application(store, wanted, done).run(readEveryView);
  }
}
