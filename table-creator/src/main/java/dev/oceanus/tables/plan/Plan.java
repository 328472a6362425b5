package dev.oceanus.tables.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be done, in order: the dataset, the tables, then the views.
 *
 * @param changes none if all is as wanted
 * @param conflicts what is left alone
 */
public record Plan(List<Change> changes, List<Conflict> conflicts) {
  public Plan {
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
  }

  /** The changes, those of one target together. */
  public List<Step> steps() {
    Map<String, List<Change>> byTarget = new LinkedHashMap<>();
    for (Change change : changes) {
      byTarget.computeIfAbsent(change.target(), target -> new ArrayList<>()).add(change);
    }
    return byTarget.entrySet().stream()
        .map(each -> new Step(each.getKey(), each.getValue()))
        .toList();
  }
}
