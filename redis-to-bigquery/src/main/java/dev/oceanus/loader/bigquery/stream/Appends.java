package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;

/**
 * A connection that takes rows for one stream. Answers come in the order of what was sent. After
 * any but {@link AppendAnswer.Taken} and {@link AppendAnswer.There} it is to be closed. Used by one
 * thread at a time.
 */
interface Appends extends AutoCloseable {
  /** Sends rows for an offset; does not wait. */
  void send(Chunk chunk, long offset);

  /**
   * Waits for the next answer.
   *
   * @throws WarehouseUnavailableException if there is none; the rows may be in the stream
   */
  AppendAnswer await();

  @Override
  void close();
}
