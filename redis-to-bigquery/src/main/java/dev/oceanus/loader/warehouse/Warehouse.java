package dev.oceanus.loader.warehouse;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import java.util.List;
import java.util.Optional;

/**
 * Where rows are queried. A commit is atomic and idempotent by the batch's id: whoever commits an
 * id first wins, and everyone later is told what was committed. Thread-safe.
 *
 * <p>Methods throw {@link WarehouseUnavailableException} when the warehouse cannot be asked now; a
 * commit may then have taken effect. All but a commit throw {@link WarehouseBusyException} while
 * what they ask for is being decided.
 */
public interface Warehouse {
  /** What is committed under this id, or empty if nothing is. */
  Optional<Committed> find(BatchId id);

  /**
   * Commits a batch, all rows or none. A commit that takes long is answered {@link
   * CommitOutcome.Pending}, and goes on by itself; whoever asks again for the same batch learns
   * what became of it.
   */
  CommitOutcome commit(Batch batch);

  /** Tries rows without keeping them. */
  Rehearsal rehearse(Batch.Part part);

  /**
   * Makes sure that this id can never be committed.
   *
   * @return what was committed under it before, or empty if nothing was, and now nothing can be
   */
  Optional<Committed> abandon(BatchId id);

  /** What was ever committed of this lane, one for each epoch; empty if nothing was. */
  List<Life> lives(String lane);
}
