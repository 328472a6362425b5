package dev.oceanus.collector.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import java.util.Arrays;
import java.util.List;

/** Makes micro-batches, and prints them. */
final class Batches {
  static final Shard DEMO = new Shard("events_demo", 0);
  static final Shard SHOP = new Shard("events_shop", 1);
  static final Shard REFUSED = new Shard("refused", 0);
  static final long ACCEPTED = 1_764_000_000_123L;

  private Batches() {}

  static MicroBatch batch(long sequence, String... events) {
    return batch(DEMO, "p", sequence, events);
  }

  static MicroBatch batch(Shard shard, String producer, long sequence, String... events) {
    return new MicroBatch(
        shard,
        producer,
        sequence,
        Arrays.stream(events).map(event -> event.getBytes(UTF_8)).toList());
  }

  static SpooledBatch spooled(long sequence, String... events) {
    return new SpooledBatch(batch(sequence, events), sequence % 2 == 0, ACCEPTED + sequence);
  }

  /** As {@code events_demo:0 p#7 [a, b]}. */
  static String print(MicroBatch batch) {
    return "%s %s#%d %s"
        .formatted(
            batch.shard(),
            batch.producer(),
            batch.sequence(),
            batch.events().stream().map(event -> new String(event, UTF_8)).toList());
  }

  /** The same with flag and time. */
  static String print(SpooledBatch spooled) {
    return print(spooled.batch())
        + (spooled.attempted() ? " attempted " : " ")
        + spooled.acceptedMillis();
  }

  static List<String> printed(List<SpooledBatch> batches) {
    return batches.stream().map(Batches::print).toList();
  }
}
