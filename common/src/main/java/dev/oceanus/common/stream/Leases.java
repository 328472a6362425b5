package dev.oceanus.common.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * Leases with fencing numbers. Thread-safe.
 *
 * <p>Every method throws {@link StreamUnavailableException} when Redis cannot be asked now.
 */
public interface Leases {
  /**
   * Takes the lease if nobody holds it. The same owner gets it again with a new fence.
   *
   * @param ttl how long it holds without being renewed, by Redis' clock
   * @return the lease, or empty if someone else holds it
   */
  Optional<Lease> acquire(String lane, Reader reader, String owner, Duration ttl);

  /**
   * Prolongs a lease.
   *
   * @return false if it has passed to another holder or has expired
   */
  boolean renew(Lease lease, Duration ttl);

  /** Gives a lease up; does nothing if it is not held any more. */
  void release(Lease lease);
}
