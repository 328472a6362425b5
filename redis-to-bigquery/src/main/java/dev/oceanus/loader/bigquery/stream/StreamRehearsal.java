package dev.oceanus.loader.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.protobuf.ByteString;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries rows on a stream that is never committed, one chunk after the other. A chunk that is
 * refused leaves the stream as it was, so that the next one is tried at the same offset. Used by
 * one thread.
 */
final class StreamRehearsal {
  private static final String MARK = "rehearsal";

  private final WriteStreams streams;
  private final Batch.Part part;
  private final StreamName stream;
  private final List<RefusedRow> refused = new ArrayList<>();
  private long next;

  /** Makes a stream for the rows. */
  StreamRehearsal(WriteStreams streams, String table, Batch.Part part) {
    this.streams = streams;
    this.part = part;
    this.stream = streams.create(table, WriteStreams.Kind.PENDING);
  }

  Rehearsal run() {
    Chunks.Marks marks = new Chunks.Marks(part.lane(), MARK, MARK);
    Chunks chunks = new Chunks(part.rows(), marks, Chunks.Limits.USUAL);
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      switch (append(chunk)) {
        case AppendAnswer.Taken unused -> next += chunk.size();
        case AppendAnswer.RowsRefused named ->
            named
                .rows()
                .forEach(
                    row ->
                        refused.add(
                            new RefusedRow(
                                chunk.first() + row.index(), row.field(), row.detail())));
        case AppendAnswer.Refused whole -> {
          return unlessAnyRowIs(whole);
        }
        case AppendAnswer.Behind behind -> throw undecided(behind.detail());
        case AppendAnswer.There unused -> throw undecided("rows were there");
        case AppendAnswer.Missing unused -> throw undecided("rows were missing");
        case AppendAnswer.Over unused -> throw undecided("the stream is over");
      }
    }
    streams.end(stream);
    return refused.isEmpty() ? new Rehearsal.Taken() : new Rehearsal.RefusedRows(refused);
  }

  private AppendAnswer append(Chunk chunk) {
    try (Appends appends = streams.open(stream, RowFormat.of(part.schema()))) {
      appends.send(chunk, next);
      return appends.await();
    }
  }

  /**
   * Without a row named it may be the format that is refused, and then no row is at fault: one
   * without any value tells.
   */
  private Rehearsal unlessAnyRowIs(AppendAnswer.Refused whole) {
    ProtoRows empty = ProtoRows.newBuilder().addSerializedRows(ByteString.EMPTY).build();
    if (append(new Chunk(0, empty, 0)) instanceof AppendAnswer.Refused) {
      throw undecided(whole.detail());
    }
    return refused.isEmpty()
        ? new Rehearsal.Refused(whole.detail())
        : new Rehearsal.RefusedRows(refused);
  }

  private WarehouseUnavailableException undecided(String detail) {
    return new WarehouseUnavailableException(
        "rehearsing rows of table " + stream.table() + ": " + detail, null);
  }
}
