package dev.oceanus.collector.spool;

import dev.oceanus.common.stream.MicroBatch;

/**
 * A micro-batch as it is spooled.
 *
 * @param batch with the producer and sequence under which it will be sent
 * @param attempted whether it had been sent before it was spooled, so that it may be stored already
 * @param acceptedMillis when it was spooled, in milliseconds since 1970
 */
public record SpooledBatch(MicroBatch batch, boolean attempted, long acceptedMillis) {
  int events() {
    return batch.events().size();
  }
}
