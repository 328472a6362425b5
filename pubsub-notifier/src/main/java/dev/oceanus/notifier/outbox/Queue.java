package dev.oceanus.notifier.outbox;

import dev.oceanus.common.stream.Lease;
import java.time.Instant;
import java.util.List;

/**
 * The notices of one target, as the holder of its lease sees them. Thread-safe.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when Redis
 * cannot be asked now. Those that write do nothing and answer false where the lease has passed on.
 */
public interface Queue {
  /**
   * A notice whose time has come.
   *
   * @param tries how often its delivery was begun
   */
  record Entry(Waiting notice, int tries) {}

  /**
   * How a queue is.
   *
   * @param waiting number of notices
   * @param oldest when the one was due that is due longest; the time asked about if none is
   */
  record Depth(long waiting, Instant oldest) {}

  /** Those whose time has come, the longest due first. */
  List<Entry> due(String target, Instant now, int most);

  /** Notes that their delivery begins, before it does. */
  boolean begin(Lease lease, String target, List<String> ids);

  /** Forgets them: they are delivered. */
  boolean done(Lease lease, String target, List<String> ids);

  /** Lets one wait until then. */
  boolean postpone(Lease lease, String target, String id, Instant until);

  /** Moves one to the dead notices. */
  boolean bury(Lease lease, String target, String id, String reason, Instant now);

  /** How many wait. */
  Depth depth(String target, Instant now);
}
