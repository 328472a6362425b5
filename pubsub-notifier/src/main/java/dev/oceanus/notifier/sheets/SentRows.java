package dev.oceanus.notifier.sheets;

import dev.oceanus.notifier.sheets.SheetsApi.CallException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of rows that were sent, by their ids: that they are there, though the call that
 * brought them failed as a whole, or that they may be, behind a row. Used by one thread.
 */
final class SentRows {
  /** So many ids fit into what is read of an answer, unless names of rules are very long. */
  private static final int PAGE = 500;

  private static final int REMEMBERED = 10_000;

  private final Set<String> there = new LinkedHashSet<>();

  /** Ids of rows that nobody knows about, with the last row that is none of them. */
  private final Map<String, Integer> doubtful = new LinkedHashMap<>();

  /** Whether it is there for certain. */
  boolean has(String id) {
    return there.contains(id);
  }

  /** Rows are sent now, and will be behind this one. */
  void sending(List<String> ids, int lastRow) {
    ids.forEach(id -> doubtful.put(id, lastRow));
    forget(doubtful.keySet());
  }

  /** They are there. */
  void arrived(List<String> ids) {
    ids.forEach(doubtful::remove);
    there.addAll(ids);
    forget(there);
  }

  /** They are not there. */
  void failed(List<String> ids) {
    ids.forEach(doubtful::remove);
  }

  /** They are dealt with. */
  void forget(List<String> ids) {
    ids.forEach(there::remove);
  }

  /**
   * Looks for those of these rows that nobody knows about. If that fails, the next time goes on
   * where it failed.
   *
   * @param column of their ids, counted from 1
   */
  void look(SheetsApi api, String tab, int column, Collection<String> ids)
      throws CallException, InterruptedException {
    Set<String> sought = new HashSet<>(ids);
    sought.retainAll(doubtful.keySet());
    if (sought.isEmpty()) {
      return;
    }
    int rows = api.tabs().getOrDefault(tab, 0);
    int row = sought.stream().mapToInt(doubtful::get).min().orElseThrow();
    int page = PAGE;
    while (row < rows && !sought.isEmpty()) {
      int last = Math.min(row + page, rows);
      Optional<Set<String>> texts = api.column(tab, column, row + 1, last);
      if (texts.isEmpty() && last > row + 1) {
        page = (last - row) / 2;
      } else {
        // A single text that is too long is the cell of another rule, and no id.
        pass(sought, texts.orElse(Set.of()), last);
        row = last;
        page = Math.min(2 * page, PAGE);
      }
    }
    failed(List.copyOf(sought));
  }

  private void pass(Set<String> sought, Set<String> texts, int last) {
    List<String> found = sought.stream().filter(texts::contains).toList();
    arrived(found);
    found.forEach(sought::remove);
    sought.forEach(id -> doubtful.merge(id, last, Math::max));
  }

  private static void forget(Set<String> ids) {
    while (ids.size() > REMEMBERED) {
      ids.remove(ids.iterator().next());
    }
  }
}
