package dev.oceanus.notifier.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Digests that are being gathered, and their ends. Thread-safe; replicas share it, and each digest
 * becomes notices once.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when Redis
 * cannot be asked now.
 */
public interface Digests {
  /**
   * A digest that takes no more events.
   *
   * @param rule that gathered it
   * @param since when the first event came
   * @param due when it was to be closed; what tells it from the rule's others
   * @param count how many events came
   * @param samples the first of them, as text
   */
  record Closed(String rule, Instant since, Instant due, long count, List<String> samples) {
    public Closed {
      samples = List.copyOf(samples);
    }
  }

  /** Closes a digest whose time has come, or finds one that was closed and is not sent. */
  Optional<Closed> next(Instant now);

  /**
   * Ends a closed digest: keeps its notices, unless somebody has done so.
   *
   * @param notices what it became; none if too few events came
   * @return whether it was there
   */
  boolean end(Closed digest, List<Outbox.Due> notices, Instant now);
}
