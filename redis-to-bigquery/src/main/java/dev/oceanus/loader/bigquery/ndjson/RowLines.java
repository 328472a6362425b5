package dev.oceanus.loader.bigquery.ndjson;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.event.EventCodec.Decoded;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.loader.batch.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Rows as lines of JSON with the loader's columns, compressed, in memory of a few lines at a time.
 * Not thread-safe.
 */
public final class RowLines {
  private static final byte[] SEAL = key(LoaderColumns.SEAL.name());
  private static final byte[] BATCH = key(LoaderColumns.BATCH.name());
  private static final byte[] ENTRY = key(LoaderColumns.ENTRY.name());
  private static final byte[] END = "\"}\n".getBytes(US_ASCII);
  private static final int FULL = 1 << 16;

  /** Where a level more costs twice the time for a tenth of the bytes. */
  private static final int LEVEL = Deflater.BEST_SPEED;

  private final Line line = new Line();
  private final RowLine row;
  private final EventCodec codec;
  private final Marks marks;

  /**
   * What the loader writes in its own columns.
   *
   * @param lane name of the lane
   * @param batch for every row
   * @param seal for the first row
   */
  public record Marks(String lane, String batch, String seal) {}

  public RowLines(Schema schema, Marks marks) {
    this.row = new RowLine(schema, line);
    this.codec = new EventCodec(schema);
    this.marks = marks;
  }

  private static byte[] key(String name) {
    return "\"%s\":\"".formatted(name).getBytes(US_ASCII);
  }

  /**
   * Writes all rows.
   *
   * @param out is flushed, and not closed
   */
  public void write(Rows rows, OutputStream out) throws IOException {
    GZIPOutputStream gzip = new Gzip(out);
    List<Rows.Raw> all = rows.raw();
    for (int i = 0; i < all.size(); i++) {
      add(all.get(i), i == 0);
      if (line.size() >= FULL) {
        line.drainTo(gzip);
      }
    }
    line.drainTo(gzip);
    gzip.finish();
    out.flush();
  }

  /** Where each row begins in what is written, before it is compressed. */
  public long[] starts(Rows rows) {
    List<Rows.Raw> all = rows.raw();
    long[] starts = new long[all.size()];
    long at = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = at;
      add(all.get(i), i == 0);
      at += line.size();
      line.cut(0);
    }
    return starts;
  }

  private void add(Rows.Raw raw, boolean first) {
    int before = line.size();
    if (!row.copy(raw.json())) {
      row.copy(rewritten(raw));
    }
    boolean empty = line.size() == before + 1;
    if (!empty) {
      line.put((byte) ',');
    }
    if (first) {
      put(SEAL, marks.seal());
    }
    put(BATCH, marks.batch());
    line.put(ENTRY);
    line.put(raw.ref().text(marks.lane()).getBytes(US_ASCII));
    line.put(END);
  }

  private void put(byte[] key, String value) {
    line.put(key);
    line.put(value.getBytes(US_ASCII));
    line.put((byte) '"');
    line.put((byte) ',');
  }

  /** The event as our codec writes it, whoever wrote it. */
  private byte[] rewritten(Rows.Raw raw) {
    return switch (codec.decode(raw.json())) {
      case Decoded.Readable readable -> codec.encode(readable.event());
      case Decoded.Unreadable fault ->
          throw new IllegalStateException(
              "entry " + raw.ref() + " was readable before, now: " + fault.detail());
    };
  }

  /** Gzip of our level. */
  private static final class Gzip extends GZIPOutputStream {
    private static final int BUFFER = 1 << 15;

    Gzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(LEVEL);
    }
  }
}
