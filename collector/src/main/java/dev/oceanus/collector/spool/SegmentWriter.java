package dev.oceanus.collector.spool;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the youngest segment, and begins it when there is something to write. A segment that
 * could not be written is never written to again. Guarded by the lock of its spool.
 */
final class SegmentWriter {
  private final SegmentFolder folder;
  private final LongSupplier markers;
  private final FailPoints failPoints;
  private @Nullable Segment segment;
  private @Nullable SegmentFile file;
  private long number;

  SegmentWriter(SegmentFolder folder, LongSupplier markers, FailPoints failPoints) {
    this.folder = folder;
    this.markers = markers;
    this.failPoints = failPoints;
  }

  /** Numbers segments above this one. */
  void above(long highest) {
    number = highest;
  }

  /** Bytes that {@link #append} would add to the disk. */
  long cost(List<SpooledBatch> batches) {
    long cost = segment == null ? SegmentFormat.HEADER_BYTES : 0;
    for (SpooledBatch batch : batches) {
      cost += SegmentFormat.length(batch);
    }
    return cost;
  }

  /**
   * Writes records, and returns when they are on disk.
   *
   * @throws IOException if they are not; then the segment is over, and {@link #end} tells of it
   */
  void append(List<SpooledBatch> batches) throws IOException {
    Segment to = segment;
    SegmentFile out = file;
    if (to == null || out == null) {
      SegmentName name = new SegmentName(++number, markers.getAsLong());
      out = folder.create(name, SegmentFormat.header(name.marker()));
      to = new Segment(name, SegmentFormat.HEADER_BYTES);
      file = out;
      segment = to;
      failPoints.pass(FailPoint.COLLECTOR_SPOOL_OPENED);
    }
    byte[] records = SegmentFormat.records(to.name().marker(), batches);
    failPoints.pass(FailPoint.COLLECTOR_SPOOL_BEFORE_WRITE);
    out.write(records);
    failPoints.pass(FailPoint.COLLECTOR_SPOOL_WRITTEN);
    out.sync();
    failPoints.pass(FailPoint.COLLECTOR_SPOOL_SYNCED);
    to.grow(records.length);
    batches.forEach(to::add);
  }

  /** Bytes of the segment that is being written. */
  long bytes() {
    return segment == null ? 0 : segment.bytes();
  }

  /** Events of the segment that is being written. */
  long events() {
    return segment == null ? 0 : segment.events();
  }

  /** When the oldest event of the segment that is being written was spooled. */
  long firstMillis() {
    return segment == null ? Long.MAX_VALUE : segment.firstMillis();
  }

  /** Ends the segment that is being written, and gives it out; null if there is none. */
  @Nullable Segment end() {
    Segment ended = segment;
    SegmentFile closing = file;
    segment = null;
    file = null;
    if (closing != null && ended != null) {
      closing.close(ended.bytes());
      failPoints.pass(FailPoint.COLLECTOR_SPOOL_SEALED);
    }
    return ended;
  }
}
