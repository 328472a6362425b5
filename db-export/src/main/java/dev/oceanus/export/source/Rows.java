package dev.oceanus.export.source;

import dev.oceanus.export.column.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one export, one after the other. Throws {@link SourceException}. Of one thread. */
public interface Rows extends AutoCloseable {
  /** Columns in their order. */
  List<Column> columns();

  /**
   * The next row.
   *
   * @param values is filled with the canonical text of each column, or null
   * @param nulled is counted up for each value that its column's kind cannot say
   * @return false at the end
   */
  boolean next(@Nullable String[] values, long[] nulled);

  @Override
  void close();
}
