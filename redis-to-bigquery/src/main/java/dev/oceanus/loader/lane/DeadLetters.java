package dev.oceanus.loader.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Interval;
import dev.oceanus.loader.batch.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes what a sealed batch leaves out to the lane of dead letters. It may be called again for the
 * same seal, by any process: the sequence is made of seq and attempt, so nothing is written twice.
 */
final class DeadLetters {
  private static final int ATTEMPTS_A_SEQ = 1_000;
  private static final int EVENT = Schemas.DEAD_LETTERS.index("event");
  private static final int LONGEST = Schemas.DEAD_LETTERS.field(EVENT).maxLength();

  private final LaneContext context;
  private final EventCodec codec = new EventCodec(Schemas.DEAD_LETTERS);

  DeadLetters(LaneContext context) {
    this.context = context;
  }

  /**
   * Writes those that this attempt left out; those of earlier attempts were written before it was
   * sealed.
   *
   * @throws StreamUnavailableException if Redis did not confirm it
   */
  void write(Seal seal, Interval interval) {
    List<Excluded> letters =
        seal.excluded().stream().filter(each -> each.attempt() == seal.attempt()).toList();
    if (letters.isEmpty()) {
      return;
    }
    Map<EntryRef, Entry> entries = entries(interval);
    List<byte[]> events = new ArrayList<>(letters.size());
    for (Excluded letter : letters) {
      events.add(
          codec.encode(event(seal, letter, Objects.requireNonNull(entries.get(letter.entry())))));
    }
    MicroBatch batch =
        new MicroBatch(
            Lane.DEAD_LETTERS.shard(0),
            "dead:" + seal.id().lane() + ":" + seal.id().epoch(),
            seal.id().seq() * ATTEMPTS_A_SEQ + seal.attempt(),
            events);
    AppendOutcome outcome = context.ports().appender().append(List.of(batch)).getFirst();
    if (outcome instanceof AppendOutcome.Unconfirmed unconfirmed) {
      throw new StreamUnavailableException(
          "writing dead letters of " + seal.id() + ": " + unconfirmed.reason(), null);
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

  private Event event(Seal seal, Excluded letter, Entry entry) {
    Event event = new Event(Schemas.DEAD_LETTERS);
    event.set("dead_at", context.clock().instant().truncatedTo(ChronoUnit.MICROS));
    event.set("lane", seal.id().lane());
    event.set("entry", letter.entry().text(seal.id().lane()));
    event.set("batch", seal.id().toString());
    event.set("reason", letter.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    event.set("field", letter.field());
    event.set("detail", letter.detail());
    event.set(EVENT, text(entry.event()));
    return event;
  }

  private static String text(byte[] bytes) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = "base64:" + Base64.getEncoder().encodeToString(bytes);
    }
    return text.codePointCount(0, text.length()) > LONGEST
        ? text.substring(0, text.offsetByCodePoints(0, LONGEST))
        : text;
  }
}
