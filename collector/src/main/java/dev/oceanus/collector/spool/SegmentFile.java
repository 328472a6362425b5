package dev.oceanus.collector.spool;

import java.io.IOException;

/** A segment that is written to. Used by one thread at a time. */
public interface SegmentFile {
  /** Writes behind what is there; not on disk before {@link #sync}. */
  void write(byte[] bytes) throws IOException;

  /** Returns once all that was written is on disk. After an exception nothing is known of it. */
  void sync() throws IOException;

  /** Ends the writing, and cuts off what lies behind this length, as far as the disk lets it. */
  void close(long length);
}
