package dev.oceanus.tables.upkeep;

import dev.oceanus.tables.model.View;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.store.TableStore;
import dev.oceanus.tables.upkeep.Account.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Dry runs of views, each at most once. */
final class Readings {
  private final TableStore store;
  private final Map<String, Reading> byView = new LinkedHashMap<>();

  Readings(TableStore store) {
    this.store = store;
  }

  /** Whether the view can be read, as far as is known. */
  boolean take(View view) {
    Reading reading =
        byView.computeIfAbsent(view.name(), name -> new Reading(view, store.estimate(view)));
    return !(reading.estimate() instanceof Estimate.Refused);
  }

  void leave(View view, String why) {
    byView.put(view.name(), new Reading(view, new Estimate.Unknown(why)));
  }

  List<Reading> all() {
    return List.copyOf(byView.values());
  }

  /** Names of the views that cannot be read. */
  Set<String> refused() {
    return byView.values().stream()
        .filter(reading -> reading.estimate() instanceof Estimate.Refused)
        .map(reading -> reading.view().name())
        .collect(Collectors.toSet());
  }

  /** These conflicts and those of the views that cannot be read. */
  List<Conflict> withConflicts(List<Conflict> others) {
    List<Conflict> all = new ArrayList<>(others);
    for (Reading reading : byView.values()) {
      if (reading.estimate() instanceof Estimate.Refused(String why)) {
        all.add(
            new Conflict(
                reading.view().name(),
                "the view %s cannot be read as it would be made: %s"
                    .formatted(reading.view().name(), why)));
      }
    }
    return all;
  }
}
