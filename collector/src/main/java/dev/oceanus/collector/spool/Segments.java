package dev.oceanus.collector.spool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All segments in order: those that are complete, and the one that is written to. Guarded by the
 * lock of its spool, but for its size, which anybody may ask for.
 */
final class Segments {
  private static final Logger logger = LoggerFactory.getLogger(Segments.class);

  private final SegmentFolder folder;
  private final SegmentWriter writer;
  private final long segmentBytes;
  private final ArrayDeque<Segment> complete = new ArrayDeque<>();
  private long sent;
  private volatile Size size = Size.EMPTY;

  /**
   * How much there is.
   *
   * @param oldestMillis when its oldest event was spooled
   */
  record Size(long events, long bytes, long oldestMillis) {
    static final Size EMPTY = new Size(0, 0, Long.MAX_VALUE);
  }

  /**
   * @param segmentBytes a segment that has become as large as this is complete
   */
  Segments(SegmentFolder folder, SegmentWriter writer, long segmentBytes) {
    this.folder = folder;
    this.writer = writer;
    this.segmentBytes = segmentBytes;
  }

  /** Adds a segment that an earlier process has left. */
  void found(Segment segment) {
    complete.addLast(segment);
    writer.above(segment.name().number());
    measure();
  }

  /** Writes records, and returns when they are on disk. */
  void append(List<SpooledBatch> batches) throws IOException {
    try {
      writer.append(batches);
    } catch (IOException e) {
      complete();
      throw e;
    }
    if (writer.bytes() >= segmentBytes) {
      complete();
    }
    measure();
  }

  /** Bytes that {@link #append} would add. */
  long cost(List<SpooledBatch> batches) {
    return writer.cost(batches);
  }

  /** The oldest segment, complete from now on; null if there is no event. */
  @Nullable Segment oldest() {
    if (complete.isEmpty()) {
      complete();
    }
    return complete.peekFirst();
  }

  private void complete() {
    Segment ended = writer.end();
    if (ended == null) {
      return;
    }
    if (ended.events() > 0) {
      complete.addLast(ended);
    } else {
      delete(ended);
    }
    measure();
  }

  /** Whether nothing is behind this segment. */
  boolean isLast(Segment segment) {
    return complete.peekLast() == segment && writer.events() == 0;
  }

  /** So many events of the oldest segment have been stored. */
  void sent(long events) {
    sent += events;
    measure();
  }

  /** The oldest segment has been dealt with. */
  void removeOldest() {
    complete.removeFirst();
    sent = 0;
    measure();
  }

  boolean isEmpty() {
    return complete.isEmpty() && writer.events() == 0;
  }

  Size size() {
    return size;
  }

  /** Ends the segment that is being written. */
  void close() {
    complete();
  }

  private void delete(Segment segment) {
    try {
      folder.delete(segment.name());
    } catch (IOException e) {
      logger.warn("the empty segment {} could not be deleted", segment.name().file(), e);
    }
  }

  private void measure() {
    long events = writer.events() - sent;
    long bytes = writer.bytes();
    for (Segment segment : complete) {
      events += segment.events();
      bytes += segment.bytes();
    }
    Segment first = complete.peekFirst();
    long oldest = first == null ? writer.firstMillis() : first.firstMillis();
    size = new Size(events, bytes, oldest);
  }
}
