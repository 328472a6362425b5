package dev.oceanus.loader.lane;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Interval;
import dev.oceanus.loader.batch.Seal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes what a committed batch has left out to the lane of dead letters, before the cursors pass
 * it. It may be called again for the same batch, by any process: the sequence is made of seq, so
 * nothing is written twice. Never called for a batch that may still be given up, since another one
 * would leave the same entries out.
 */
final class DeadLetters {
  private static final int CHUNK = 500;
  private static final long CHUNK_BYTES = 4L << 20;
  private static final long CHUNKS_A_SEQ = 1_000_000;

  private final LaneContext context;
  private final EventCodec codec = new EventCodec(Schemas.DEAD_LETTERS);

  DeadLetters(LaneContext context) {
    this.context = context;
  }

  /**
   * Writes the dead letters of a batch. Entries that the interval has no more are behind a cursor,
   * which means that all letters of the batch were written before.
   *
   * @throws StreamUnavailableException if Redis did not confirm it
   */
  void write(Seal seal, Interval interval) {
    if (seal.excluded().isEmpty()) {
      return;
    }
    Map<EntryRef, Entry> entries = entries(interval);
    List<byte[]> chunk = new ArrayList<>();
    long bytes = 0;
    long sequence = seal.id().seq() * CHUNKS_A_SEQ;
    for (Excluded letter : seal.excluded()) {
      Entry entry = entries.get(letter.entry());
      if (entry == null) {
        continue;
      }
      byte[] event = codec.encode(event(seal.id(), letter, entry));
      chunk.add(event);
      bytes += event.length;
      if (chunk.size() == CHUNK || bytes > CHUNK_BYTES) {
        append(seal.id(), sequence++, chunk);
        chunk = new ArrayList<>();
        bytes = 0;
      }
    }
    append(seal.id(), sequence, chunk);
  }

  private void append(BatchId id, long sequence, List<byte[]> events) {
    if (events.isEmpty()) {
      return;
    }
    MicroBatch batch =
        new MicroBatch(
            Lane.DEAD_LETTERS.shard(0), "dead:" + id.lane() + ":" + id.epoch(), sequence, events);
    AppendOutcome outcome = context.ports().appender().append(List.of(batch)).getFirst();
    if (outcome instanceof AppendOutcome.Unconfirmed unconfirmed) {
      throw new StreamUnavailableException(
          "writing dead letters of " + id + ": " + unconfirmed.reason(), null);
    }
  }

  private static Map<EntryRef, Entry> entries(Interval interval) {
    Map<EntryRef, Entry> entries = new HashMap<>();
    for (int shard = 0; shard < interval.shards().size(); shard++) {
      for (Entry entry : interval.shards().get(shard)) {
        entries.put(new EntryRef(shard, entry.id()), entry);
      }
    }
    return entries;
  }

  private Event event(BatchId batch, Excluded letter, Entry entry) {
    Event event = new Event(Schemas.DEAD_LETTERS);
    event.set("dead_at", context.clock().instant().truncatedTo(ChronoUnit.MICROS));
    event.set("lane", batch.lane());
    event.set("entry", letter.entry().text(batch.lane()));
    event.set("batch", batch.toString());
    event.set("reason", letter.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    event.set("field", letter.field());
    event.set("detail", letter.detail());
    LetterText text = LetterText.of(entry.event(), context.masking());
    event.set("event", text.text());
    event.set("event_state", text.state());
    return event;
  }
}
