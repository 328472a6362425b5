package dev.oceanus.local.query;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** RFC 4180: a header, CRLF, quotes where needed. Null is nothing, an empty text is {@code ""}. */
final class CsvFormat implements RowSink {
  private final Appendable out;

  CsvFormat(Appendable out) {
    this.out = out;
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    write(columns.stream().map(Column::name).collect(Collectors.toList()));
  }

  @Override
  public void row(List<@Nullable String> cells) throws IOException {
    write(cells);
  }

  @Override
  public void end() {}

  private void write(List<@Nullable String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
    }
    out.append("\r\n");
  }

  private static String quoted(@Nullable String cell) {
    if (cell == null) {
      return "";
    }
    boolean needed = cell.isEmpty() || cell.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
