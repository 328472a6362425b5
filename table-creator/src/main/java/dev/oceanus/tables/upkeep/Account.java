package dev.oceanus.tables.upkeep;

import dev.oceanus.tables.model.View;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.store.Estimate;
import java.util.List;

/**
 * What is to be done, or what was done.
 *
 * @param changes none if all was as wanted
 * @param conflicts what is left to people
 * @param readings what it costs to read the views
 */
public record Account(List<Change> changes, List<Conflict> conflicts, List<Reading> readings) {
  /** What it costs to read a view. */
  public record Reading(View view, Estimate estimate) {}

  public Account {
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
    readings = List.copyOf(readings);
  }
}
