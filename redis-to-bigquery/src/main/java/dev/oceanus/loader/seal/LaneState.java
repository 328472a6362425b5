package dev.oceanus.loader.seal;

import dev.oceanus.loader.batch.Seal;
import java.util.Optional;

/**
 * What a lane remembers of its batches.
 *
 * @param version rises with each change; 0 for a lane that was never sealed
 * @param epoch identity of this life of the lane's data; empty while it has none
 * @param settled seq of the last batch that is committed and behind the cursors; 0 for none
 * @param pending the batch that is sealed but not settled
 */
public record LaneState(long version, String epoch, long settled, Optional<Seal> pending) {
  /** A lane that Redis knows nothing of. */
  public static final LaneState NEW = new LaneState(0, "", 0, Optional.empty());

  /** Whether the lane has no epoch yet. */
  public boolean isNew() {
    return epoch.isEmpty();
  }

  /** With this batch sealed. */
  public LaneState sealed(Seal seal) {
    return new LaneState(version + 1, epoch, settled, Optional.of(seal));
  }

  /** With all batches up to this one settled. */
  public LaneState settledUpTo(long seq) {
    return new LaneState(version + 1, epoch, seq, Optional.empty());
  }

  /** At the beginning of a new epoch. */
  public LaneState inEpoch(String next) {
    return new LaneState(version + 1, next, 0, Optional.empty());
  }
}
