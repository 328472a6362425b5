package dev.oceanus.common.stream;

import java.util.List;

/**
 * Events for one shard that are stored together or not at all.
 *
 * @param shard where to
 * @param producer identity of the writer, random per writer and process life
 * @param sequence above that of every earlier micro-batch of this producer to this shard, and the
 *     same whenever this one is sent again
 * @param events JSON of each event in UTF-8
 */
public record MicroBatch(Shard shard, String producer, long sequence, List<byte[]> events) {
  public MicroBatch {
    if (sequence < 1 || events.isEmpty()) {
      throw new IllegalArgumentException(
          shard + ": sequence " + sequence + " with " + events.size() + " events");
    }
  }
}
