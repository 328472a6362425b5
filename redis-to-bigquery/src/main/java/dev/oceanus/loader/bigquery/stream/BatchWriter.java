package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.bigquery.table.SealText;
import org.jspecify.annotations.Nullable;

/**
 * Puts batches onto one stream after the other, over a connection that is kept as long as all goes
 * well. Used by one thread at a time.
 */
final class BatchWriter {
  private final WriteStreams streams;
  private final Chunks.Limits limits;
  private @Nullable Connection connection;

  /** A connection, and what it is good for. */
  private record Connection(Appends appends, StreamName stream, Schema schema) {}

  BatchWriter(WriteStreams streams, Chunks.Limits limits) {
    this.streams = streams;
    this.limits = limits;
  }

  /**
   * Puts all rows of a batch onto a stream, those that are there already excepted.
   *
   * @param start offset of the first one
   * @return taken if all are there now
   */
  AppendAnswer write(StreamName stream, long start, Batch batch) {
    boolean used = isFor(stream, batch.schema());
    AppendAnswer answer;
    try {
      answer = attempt(stream, start, batch);
    } catch (WarehouseUnavailableException e) {
      if (!used) {
        throw e;
      }
      // BigQuery closes a connection that was idle for some minutes.
      answer = attempt(stream, start, batch);
    }
    // After an interruption rows may be missing of which the next ones were on their way already.
    return answer instanceof AppendAnswer.Missing ? attempt(stream, start, batch) : answer;
  }

  private AppendAnswer attempt(StreamName stream, long start, Batch batch) {
    Seal seal = batch.seal();
    Chunks.Marks marks =
        new Chunks.Marks(seal.id().lane(), seal.id().toString(), SealText.of(seal));
    AppendAnswer answer = null;
    try {
      Appends appends = connected(stream, batch.schema());
      answer = new Pipeline(appends, start).run(new Chunks(batch.rows(), marks, limits));
      return answer;
    } finally {
      if (!(answer instanceof AppendAnswer.Taken)) {
        close();
      }
    }
  }

  private boolean isFor(StreamName stream, Schema schema) {
    Connection open = connection;
    return open != null && open.stream().equals(stream) && open.schema().equals(schema);
  }

  private Appends connected(StreamName stream, Schema schema) {
    Connection open = connection;
    if (open == null || !isFor(stream, schema)) {
      close();
      open = new Connection(streams.open(stream, RowFormat.of(schema)), stream, schema);
      connection = open;
    }
    return open.appends();
  }

  void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.appends().close();
    }
  }
}
