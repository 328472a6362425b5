package dev.oceanus.collector.spool;

/** What is known of a segment without reading it. Guarded by the lock of its spool. */
final class Segment {
  private final SegmentName name;
  private long bytes;
  private long events;
  private long firstMillis = Long.MAX_VALUE;
  private boolean begun;
  private boolean told;

  Segment(SegmentName name, long bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  SegmentName name() {
    return name;
  }

  /** Counts a record that is on disk. */
  void add(SpooledBatch batch) {
    events += batch.events();
    firstMillis = Math.min(firstMillis, batch.acceptedMillis());
  }

  /** Counts bytes that are on disk. */
  void grow(long written) {
    bytes += written;
  }

  long bytes() {
    return bytes;
  }

  long events() {
    return events;
  }

  /** When its oldest event was spooled. */
  long firstMillis() {
    return firstMillis;
  }

  /** What is damaged in it has been told. */
  void told() {
    told = true;
  }

  /** Whether what is damaged in it has been told. */
  boolean isTold() {
    return told;
  }

  /** Some of it is being sent, and may have been stored from now on. */
  void begin() {
    begun = true;
  }

  /** Whether some of it may have been sent, by this process or the one before. */
  boolean begun() {
    return begun;
  }
}
