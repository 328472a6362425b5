package dev.oceanus.local.query;

import java.io.IOException;

/** Answers SQL, without changing anything. */
@FunctionalInterface
public interface Queries {
  /**
   * Hands the answer to this sink, row by row as it comes.
   *
   * @throws QueryFailedException if the warehouse cannot answer it; some rows may have been handed
   *     on
   * @throws IOException if the sink takes no more, or the answer breaks off
   */
  void ask(String sql, RowSink sink) throws IOException;
}
