package dev.oceanus.loader.bigquery;

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
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.batch.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Small batches of one lane. */
final class TestBatches {
  static final String LANE = "events_test";
  static final Schema SCHEMA =
      new Schema(
          "test",
          List.of(
              Field.string("text", 1_000, Source.wire("text"), "Text."),
              Field.of("whole", FieldType.INT64, Source.wire("whole"), "Whole number.")));

  private TestBatches() {}

  static BatchId id(long seq) {
    return new BatchId("e1", LANE, seq);
  }

  static Batch of(long seq, String... texts) {
    return of(id(seq), texts);
  }

  static Batch of(BatchId id, String... texts) {
    List<Row> rows = new ArrayList<>();
    for (String text : texts) {
      Event event = new Event(SCHEMA);
      event.set("text", text);
      EntryId entry = new EntryId(1_000 * id.seq() + rows.size(), 0);
      rows.add(new Row(new EntryRef(0, entry), event));
    }
    Seal seal =
        new Seal(
            id,
            1,
            List.of(new EntryId(1_000 * id.seq() + rows.size(), 0)),
            rows.size(),
            "%064d".formatted(id.seq()),
            List.of(),
            Instant.EPOCH);
    return new Batch(seal, SCHEMA, Rows.of(new EventCodec(SCHEMA), rows));
  }
}
