package dev.oceanus.common.stream;

import java.util.Optional;

/**
 * Identity of one life of a shard's Redis data. Thread-safe.
 *
 * <p>Every method throws {@link StreamUnavailableException} when Redis cannot be asked now.
 */
public interface Epochs {
  /** The epoch that this shard's data carries, empty when it has none: new, or lost. */
  Optional<String> epoch(Shard shard);

  /**
   * Writes the epoch into the shard's data.
   *
   * @param epoch {@code [0-9a-z]{1,32}}
   * @return false if the lease's fence is outdated
   */
  boolean mark(Lease lease, Shard shard, String epoch);
}
