package dev.oceanus.local.query;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer piece by piece: the columns, each row, the end. Not thread-safe. */
public interface RowSink {
  /** Takes the columns, first and once. */
  void columns(List<Column> columns) throws IOException;

  /** Takes a row: one text for each column, or null where there is no value. */
  void row(List<@Nullable String> cells) throws IOException;

  /** Takes note that there are no more rows. */
  void end() throws IOException;
}
