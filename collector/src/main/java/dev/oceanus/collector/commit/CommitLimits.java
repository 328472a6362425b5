package dev.oceanus.collector.commit;

import java.time.Duration;

/**
 * Bounds of group commit.
 *
 * @param writers threads that write, each for itself
 * @param queueEvents events that may wait
 * @param queueBytes bytes of events that may wait
 * @param batchEvents a writer takes no more events at once
 * @param batchBytes a writer takes no more bytes at once, unless one submission has more
 * @param within a submission that the store does not confirm for so long is spooled, or answered as
 *     unavailable where there is no spool
 */
public record CommitLimits(
    int writers,
    int queueEvents,
    long queueBytes,
    int batchEvents,
    long batchBytes,
    Duration within) {
  public CommitLimits {
    if (writers < 1 || queueEvents < 1 || queueBytes < 1 || batchEvents < 1 || batchBytes < 1) {
      throw new IllegalArgumentException("limits of group commit must be positive");
    }
  }
}
