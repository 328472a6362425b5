package dev.oceanus.common.stream;

import java.util.List;

/** Writes events durably. Implementations are thread-safe. */
public interface StreamAppender {
  /**
   * Appends each micro-batch to its shard and waits until Redis has answered or failed to, which
   * takes at most the adapter's socket timeout. A micro-batch whose sequence is not above the last
   * one seen of its producer adds nothing and is answered as stored. Micro-batches of one producer
   * for one shard are taken in their order, and confirmed together or not at all.
   *
   * @return one outcome for each micro-batch, in their order; never throws for an unreachable Redis
   */
  List<AppendOutcome> append(List<MicroBatch> batches);
}
