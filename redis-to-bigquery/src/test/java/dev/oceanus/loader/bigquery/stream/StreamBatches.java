package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.batch.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Batches of one lane, each row of which holds a text. */
final class StreamBatches {
  static final String LANE = "events_streamed";
  static final Schema SCHEMA =
      new Schema(
          "streamed",
          List.of(
              Field.string("text", 20_000_000, Source.wire("text"), "Text."),
              Field.of("whole", FieldType.INT64, Source.wire("whole"), "Whole number.")));
  static final Schema WIDER =
      SCHEMA.with(List.of(Field.string("more", 100, Source.wire("more"), "Another column.")));

  private StreamBatches() {}

  static BatchId id(long seq) {
    return new BatchId("e1", LANE, seq);
  }

  static Batch of(long seq, String... texts) {
    return of(SCHEMA, seal(seq, texts.length), List.of(texts));
  }

  static Batch wider(long seq, String... texts) {
    return of(WIDER, seal(seq, texts.length), List.of(texts));
  }

  /** So many rows of one text. */
  static Batch many(long seq, int rows, String text) {
    return of(SCHEMA, seal(seq, rows), Collections.nCopies(rows, text));
  }

  /** The second attempt at a batch, without its last row. */
  static Batch second(Batch first) {
    Seal seal = first.seal();
    Row last = first.rows().get(first.rows().size() - 1);
    Excluded excluded =
        new Excluded(last.entry(), 2, Excluded.Reason.REFUSED_BY_WAREHOUSE, "text", "refused");
    return new Batch(
        seal.without(List.of(excluded), Instant.EPOCH),
        first.schema(),
        first.rows().range(0, first.rows().size() - 1));
  }

  private static Seal seal(long seq, int rows) {
    return new Seal(
        id(seq),
        1,
        List.of(new EntryId(1_000_000 * seq + rows, 0)),
        rows,
        "%064d".formatted(seq),
        List.of(),
        Instant.EPOCH);
  }

  private static Batch of(Schema schema, Seal seal, List<String> texts) {
    List<Row> rows = new ArrayList<>(texts.size());
    for (String text : texts) {
      Event event = new Event(schema);
      event.set("text", text.isEmpty() ? null : text);
      if (schema.indexOf("more") >= 0) {
        event.set("more", "more");
      }
      EntryId entry = new EntryId(1_000_000 * seal.id().seq() + rows.size(), 0);
      rows.add(new Row(new EntryRef(0, entry), event));
    }
    return new Batch(seal, schema, Rows.of(new EventCodec(schema), rows));
  }
}
