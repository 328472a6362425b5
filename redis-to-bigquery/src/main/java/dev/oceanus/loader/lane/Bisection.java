package dev.oceanus.loader.lane;

import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Excluded.Reason;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the rows for which a warehouse refuses their batch, by rehearsing halves of it. */
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

  private void search(Batch batch, List<Row> rows, List<Excluded> refused) {
    if (rows.isEmpty()) {
      return;
    }
    Optional<String> detail = warehouse.rehearse(batch.part(rows));
    if (detail.isEmpty()) {
      return;
    }
    if (rows.size() == 1) {
      refused.add(
          new Excluded(
              rows.getFirst().entry(),
              batch.seal().attempt() + 1,
              Reason.REFUSED_BY_WAREHOUSE,
              "",
              detail.get()));
      return;
    }
    int middle = rows.size() / 2;
    search(batch, rows.subList(0, middle), refused);
    search(batch, rows.subList(middle, rows.size()), refused);
  }
}
