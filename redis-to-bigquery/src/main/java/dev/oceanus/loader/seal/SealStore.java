package dev.oceanus.loader.seal;

import dev.oceanus.common.stream.Lease;

/**
 * Keeps the state of each lane durably. Thread-safe.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when the
 * store cannot be asked now; a write may then have taken effect.
 */
public interface SealStore {
  /** The state of a lane, {@link LaneState#NEW} if there is none. */
  LaneState load(String lane);

  /**
   * Replaces a state that is still as it was seen: of this version, in this epoch. A version alone
   * may come again when the store's data goes back in time.
   *
   * @return false if there is another state or the lease's fence is outdated; nothing was changed
   */
  boolean save(Lease lease, LaneState seen, LaneState next);
}
