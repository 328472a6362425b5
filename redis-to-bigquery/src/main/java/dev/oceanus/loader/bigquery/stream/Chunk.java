package dev.oceanus.loader.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.ProtoRows;

/**
 * Rows that travel together.
 *
 * @param first position of the first one in its batch
 * @param rows the rows, as messages
 * @param bytes about how many they are
 */
record Chunk(int first, ProtoRows rows, int bytes) {
  int size() {
    return rows.getSerializedRowsCount();
  }
}
