package dev.oceanus.loader.lane;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Interval;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.seal.LaneState;
import java.util.List;

/**
 * Where a lane's loader stands between two steps. Whatever goes wrong leads back to the first two.
 */
sealed interface Stage {
  /** Somebody else has the lease, or nobody. */
  record Unleased() implements Stage {}

  /**
   * The lease is ours; what Redis and the warehouse hold is not known yet.
   *
   * @param abandoned whether the warehouse has given the pending batch up for ever
   */
  record Unrecovered(Lease lease, boolean abandoned) implements Stage {}

  /** Every sealed batch is settled, and entries are awaited. */
  record Waiting(Held held) implements Stage {}

  /** A batch is sealed, and not known to be committed. */
  record Sealed(Held held, Interval interval, Batch batch) implements Stage {}

  /**
   * The batch is committed, and the cursors are still before it.
   *
   * @param seal of the attempt that was committed
   */
  record Committed(Held held, Interval interval, Seal seal) implements Stage {}

  /**
   * What a stage knows under its lease.
   *
   * @param state as it was last written or read
   * @param cursors of each shard, by index
   */
  record Held(Lease lease, LaneState state, List<EntryId> cursors) {
    public Held {
      cursors = List.copyOf(cursors);
    }

    Held with(LaneState next) {
      return new Held(lease, next, cursors);
    }
  }
}
