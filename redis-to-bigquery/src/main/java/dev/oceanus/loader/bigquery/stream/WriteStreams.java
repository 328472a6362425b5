package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;

/**
 * Streams of rows into tables. Whatever was not answered may have taken effect, but for this: no
 * two rows are ever at one offset of a stream, and nothing of a stream that is over becomes visible
 * any more. Thread-safe.
 *
 * <p>Every method throws {@link WarehouseUnavailableException} when BigQuery cannot be asked now.
 */
interface WriteStreams {
  /** What becomes of the rows of a stream. */
  enum Kind {
    /** They are visible once they are flushed. */
    BUFFERED,
    /** They are visible once they are committed, which nobody does here. */
    PENDING
  }

  /** Makes a stream of a table. */
  StreamName create(String table, Kind kind);

  /**
   * Opens a connection to a stream.
   *
   * @param format of the rows
   */
  Appends open(StreamName stream, RowFormat format);

  /**
   * Makes all rows up to an offset visible, that one included, if they are not.
   *
   * @return false if the stream is over, and no row has become visible by this
   */
  boolean flush(StreamName stream, long upTo);

  /** Sees to it that the stream is over: no row of it becomes visible any more. */
  void end(StreamName stream);
}
