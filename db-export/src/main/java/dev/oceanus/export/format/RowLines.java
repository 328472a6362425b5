package dev.oceanus.export.format;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.column.Kind;
import dev.oceanus.export.plan.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as lines. Of one thread. */
public interface RowLines {
  /** What stands before the first row, if anything. */
  void head(OutputStream out) throws IOException;

  /**
   * Writes a row.
   *
   * @param values the columns' canonical texts, see {@link Kind}; null for none
   * @return the bytes of its line
   * @throws RowTooLongException if it has more bytes than it may have
   */
  int row(@Nullable String[] values, OutputStream out) throws IOException;

  /**
   * Lines of this format.
   *
   * @param longest the most bytes of a row
   */
  static RowLines of(Format format, List<Column> columns, int longest) {
    return switch (format) {
      case NDJSON -> new JsonLines(columns, longest);
      case CSV -> new CsvLines(columns, longest);
    };
  }
}
