package dev.oceanus.export.format;

import dev.oceanus.export.column.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV of RFC 4180 with a head. A value is always in quotes, also an empty one; no value is nothing
 * at all, which BigQuery and PostgreSQL read as null.
 */
final class CsvLines implements RowLines {
  private final List<Column> columns;
  private final Line line;

  CsvLines(List<Column> columns, int longest) {
    this.columns = List.copyOf(columns);
    this.line = new Line(longest);
  }

  @Override
  public void head(OutputStream out) throws IOException {
    row(columns.stream().map(Column::name).toArray(String[]::new), out);
  }

  @Override
  public int row(@Nullable String[] values, OutputStream out) throws IOException {
    line.clear();
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        line.ascii(',');
      }
      String value = values[i];
      if (value != null) {
        quoted(value);
      }
    }
    line.ascii("\r\n");
    line.writeTo(out);
    return line.length();
  }

  private void quoted(String value) {
    line.ascii('"');
    int i = 0;
    while (i < value.length()) {
      if (value.charAt(i) == '"') {
        line.ascii('"');
      }
      i = line.character(value, i);
    }
    line.ascii('"');
  }
}
