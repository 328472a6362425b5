package dev.oceanus.notifier.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Notices that were given up, at most {@link #MOST}, of which the oldest go first. Thread-safe.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when Redis
 * cannot be asked now.
 */
public interface DeadNotices {
  /** How many are kept. */
  int MOST = 10_000;

  /**
   * One of them.
   *
   * @param tries how often its delivery was begun
   * @param reason why it was given up, one line without addresses or payloads
   * @param at when
   */
  record Dead(Waiting notice, int tries, String reason, Instant at) {}

  /**
   * Those of a page, the oldest first.
   *
   * @param target the only one, if given
   * @param rule the only one, if given
   */
  List<Dead> list(Optional<String> target, Optional<String> rule, int most);

  /**
   * Puts one back into its target's queue, due now, as if it had never been tried.
   *
   * @return whether it was there
   */
  boolean revive(String id, Instant now);

  /** When the last one was given up, if there is one. */
  Optional<Instant> last();

  /** How many there are. */
  long count();
}
