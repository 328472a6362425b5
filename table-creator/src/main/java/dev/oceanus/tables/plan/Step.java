package dev.oceanus.tables.plan;

import java.util.List;

/**
 * All changes of one target, to be done in one go: BigQuery takes five updates of a table in ten
 * seconds.
 *
 * @param changes one or more, of this target
 */
public record Step(String target, List<Change> changes) {
  public Step {
    changes = List.copyOf(changes);
    for (Change change : changes) {
      if (!change.target().equals(target)) {
        throw new IllegalArgumentException(change + " in a step for " + target);
      }
    }
  }
}
