package dev.oceanus.loader.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.protobuf.ByteString;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into chunks as they are asked for. The cuts depend on the rows alone, so that the same
 * rows are cut in the same way each time: what is at an offset once is all there. Not thread-safe.
 */
final class Chunks implements Iterator<Chunk> {
  /** Of an entry; as a message it is hardly longer, and goes alone. */
  static final int LONGEST_ROW = 9 << 20;

  private final Marks marks;
  private final Limits limits;
  private final RowEncoder encoder = new RowEncoder();
  private final Iterator<Row> rows;
  private int next;
  private @Nullable ByteString ahead;

  /**
   * What the loader writes in its own columns.
   *
   * @param lane name of the lane
   * @param batch for every row
   * @param seal for the first row
   */
  record Marks(String lane, String batch, String seal) {}

  /**
   * How large a chunk may be, but that one row always fits.
   *
   * @param rows most rows
   * @param bytes most bytes of rows
   */
  record Limits(int rows, int bytes) {
    /** BigQuery takes 10 MB a request; as much at once is of no use, and costs memory. */
    static final Limits USUAL = new Limits(2_000, 1 << 20);
  }

  Chunks(Rows rows, Marks marks, Limits limits) {
    this.rows = rows.iterator();
    this.marks = marks;
    this.limits = limits;
    this.ahead = encoded();
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Chunk next() {
    ByteString row = ahead;
    if (row == null) {
      throw new NoSuchElementException("no row is left");
    }
    int first = next - 1;
    int bytes = 0;
    ProtoRows.Builder chunk = ProtoRows.newBuilder();
    while (row != null
        && chunk.getSerializedRowsCount() < limits.rows()
        && (bytes == 0 || bytes + row.size() <= limits.bytes())) {
      chunk.addSerializedRows(row);
      bytes += row.size();
      row = encoded();
    }
    ahead = row;
    return new Chunk(first, chunk.build(), bytes);
  }

  private @Nullable ByteString encoded() {
    if (!rows.hasNext()) {
      return null;
    }
    Row row = rows.next();
    String seal = next++ == 0 ? marks.seal() : null;
    return encoder.encode(
        row.event(), new RowEncoder.Marks(marks.batch(), row.entry().text(marks.lane()), seal));
  }
}
