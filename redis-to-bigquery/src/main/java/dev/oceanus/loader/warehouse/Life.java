package dev.oceanus.loader.warehouse;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.BatchId;
import java.util.List;

/**
 * What a warehouse holds of one epoch of a lane.
 *
 * @param last the last batch that was committed
 * @param upper its boundaries, by the index of the shard
 */
public record Life(BatchId last, List<EntryId> upper) {
  public Life {
    upper = List.copyOf(upper);
  }

  /** The last entry that was committed of this shard. */
  public EntryId upper(int shard) {
    return shard < upper.size() ? upper.get(shard) : EntryId.ZERO;
  }
}
