package dev.oceanus.tables.upkeep;

import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Change.CreateView;
import dev.oceanus.tables.plan.Change.ReplaceView;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.plan.Plan;
import dev.oceanus.tables.plan.Planner;
import dev.oceanus.tables.plan.Step;
import dev.oceanus.tables.store.StepOutcome;
import dev.oceanus.tables.store.TableStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run of doing what is to be done. Not thread-safe. */
final class Application {
  /** Each time somebody else was faster; more often than that is no coincidence. */
  private static final int ROUNDS = 5;

  private final TableStore store;
  private final Wanted wanted;
  private final Consumer<Change> listener;
  private final Readings readings;
  private final List<Change> done = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Set<String> left = new HashSet<>();
  private Optional<Conflict> overtaken = Optional.empty();

  Application(TableStore store, Wanted wanted, Consumer<Change> listener) {
    this.store = store;
    this.wanted = wanted;
    this.listener = listener;
    this.readings = new Readings(store);
  }

  Account run(boolean readEveryView) {
    int rounds = 0;
    do {
      overtaken = Optional.empty();
      conflicts.clear();
      left.clear();
      round();
    } while (overtaken.isPresent() && ++rounds < ROUNDS);
    overtaken.ifPresent(conflicts::add);
    if (readEveryView) {
      wanted.views().stream()
          .filter(view -> !left.contains(view.table()) && !left.contains(view.name()))
          .forEach(readings::take);
    }
    return new Account(done, readings.withConflicts(conflicts), readings.all());
  }

  private void round() {
    Plan plan = Planner.plan(wanted, store.find(wanted));
    for (Conflict conflict : plan.conflicts()) {
      conflicts.add(conflict);
      leave(conflict.target());
    }
    for (Step step : plan.steps()) {
      Optional<View> view = viewOf(step);
      boolean possible = view.isEmpty() || !left.contains(view.get().table());
      if (possible && view.map(readings::take).orElse(true)) {
        take(step);
      }
      if (left.contains(wanted.dataset())) {
        return;
      }
    }
  }

  private void take(Step step) {
    switch (store.apply(step)) {
      case StepOutcome.Done unused -> {
        done.addAll(step.changes());
        step.changes().forEach(listener);
      }
      case StepOutcome.Overtaken(String detail) -> {
        overtaken =
            Optional.of(
                new Conflict(
                    step.target(),
                    "%s was changed by somebody else each of %d times: %s"
                        .formatted(step.target(), ROUNDS, detail)));
        leave(step.target());
      }
      case StepOutcome.Refused(String detail) -> {
        conflicts.add(new Conflict(step.target(), step.target() + ": " + detail));
        leave(step.target());
      }
    }
  }

  /** Leaves it alone for this round, and whatever is in it. */
  private void leave(String target) {
    left.add(target);
    if (target.equals(wanted.dataset())) {
      Stream.concat(
              wanted.tables().stream().map(Table::name), wanted.views().stream().map(View::name))
          .forEach(left::add);
    }
  }

  private static Optional<View> viewOf(Step step) {
    return switch (step.changes().getFirst()) {
      case CreateView(View view) -> Optional.of(view);
      case ReplaceView(View view) -> Optional.of(view);
      default -> Optional.empty();
    };
  }
}
