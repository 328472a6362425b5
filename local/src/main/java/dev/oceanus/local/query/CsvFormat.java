package dev.oceanus.local.query;

import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180: a header, CRLF, quotes where needed. Null is nothing, an empty text is {@code ""}. A
 * text that a spreadsheet would take for a formula has an apostrophe before it (OWASP, CSV
 * injection).
 */
final class CsvFormat implements RowSink {
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private final Appendable out;
  private List<Column> columns = List.of();

  CsvFormat(Appendable out) {
    this.out = out;
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    this.columns = List.copyOf(columns);
    write(columns.stream().map(Column::name).toList(), index -> true);
  }

  @Override
  public void row(List<@Nullable String> cells) throws IOException {
    write(cells, index -> columns.get(index).kind() == Column.Kind.TEXT);
  }

  @Override
  public void end() {}

  private void write(List<@Nullable String> cells, IntPredicate isText) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quoted(cells.get(i), isText.test(i)));
    }
    out.append("\r\n");
  }

  private static String quoted(@Nullable String cell, boolean text) {
    if (cell == null) {
      return "";
    }
    boolean formula = text && !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
    boolean needed =
        formula || cell.isEmpty() || cell.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return needed ? '"' + (formula ? "'" : "") + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
