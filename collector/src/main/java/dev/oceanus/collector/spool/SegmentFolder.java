package dev.oceanus.collector.spool;

import java.io.IOException;
import java.util.List;

/** Where segments are. Thread-safe, but each segment is used by one thread at a time. */
public interface SegmentFolder {
  /**
   * Takes the folder for this process.
   *
   * @return the segments that are there, oldest first
   * @throws dev.oceanus.common.life.StartException if it cannot be used, or another process has it
   */
  List<SegmentName> open();

  /** Makes a segment that is there, with these first bytes, also after a power cut. */
  SegmentFile create(SegmentName name, byte[] header) throws IOException;

  byte[] read(SegmentName name) throws IOException;

  /** Deletes a segment, also for after a power cut. */
  void delete(SegmentName name) throws IOException;

  /** Leaves a segment in the folder under a name by which it is not sent again. */
  void setAside(SegmentName name) throws IOException;

  /** Gives the folder back. */
  void close();

  /** The folder, for people. */
  @Override
  String toString();
}
