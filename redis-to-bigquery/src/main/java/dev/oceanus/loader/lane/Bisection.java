package dev.oceanus.loader.lane;

import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Excluded.Reason;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import dev.oceanus.loader.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the rows for which a warehouse refuses their batch: by its own word where it names them,
 * else by rehearsing halves.
 */
final class Bisection {
  private final Warehouse warehouse;

  Bisection(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The rows that are refused by themselves; empty if the warehouse would take all of them now. */
  List<Excluded> refused(Batch batch) {
    List<Excluded> refused = new ArrayList<>();
    search(batch, batch.rows(), refused);
    return refused;
  }

  private void search(Batch batch, Rows rows, List<Excluded> refused) {
    if (rows.isEmpty()) {
      return;
    }
    switch (warehouse.rehearse(batch.part(rows))) {
      case Rehearsal.Taken unused -> {}
      case Rehearsal.RefusedRows named -> {
        Set<EntryRef> atFault = new HashSet<>();
        for (RefusedRow row : named.rows()) {
          EntryRef entry = rows.raw().get(row.index()).ref();
          if (atFault.add(entry)) {
            refused.add(excluded(batch, entry, row.field(), row.detail()));
          }
        }
        search(batch, rows.without(atFault), refused);
      }
      case Rehearsal.Refused whole -> halve(batch, rows, whole.detail(), refused);
    }
  }

  private void halve(Batch batch, Rows rows, String detail, List<Excluded> refused) {
    if (rows.size() == 1) {
      refused.add(excluded(batch, rows.raw().getFirst().ref(), "", detail));
      return;
    }
    int middle = rows.size() / 2;
    search(batch, rows.range(0, middle), refused);
    search(batch, rows.range(middle, rows.size()), refused);
  }

  private static Excluded excluded(Batch batch, EntryRef entry, String field, String detail) {
    return new Excluded(
        entry, batch.seal().attempt() + 1, Reason.REFUSED_BY_WAREHOUSE, field, detail);
  }
}
