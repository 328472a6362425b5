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
   * Replaces the state whose version is one below this one's.
   *
   * @return false if the version differs or the lease's fence is outdated; nothing was changed
   */
  boolean save(Lease lease, LaneState next);
}
