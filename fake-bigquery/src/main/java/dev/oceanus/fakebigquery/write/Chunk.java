package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.ProtoData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one append, checked.
 *
 * @param data as they came, with the writer's schema, from which they can be read again
 * @param rows as the table takes them
 */
record Chunk(ProtoData data, List<@Nullable Object[]> rows) {
  Chunk {
    rows = List.copyOf(rows);
  }

  int size() {
    return rows.size();
  }

  /** As it waits to become visible, from this offset on. */
  StreamStore.Held held(long first) {
    return new StreamStore.Held(first, size(), data.toByteArray());
  }
}
