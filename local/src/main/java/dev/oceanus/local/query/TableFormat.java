package dev.oceanus.local.query;

import dev.oceanus.local.cli.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aligned table for people. The first rows decide how wide the columns are; longer values of
 * later ones push their line to the right, so that memory stays bounded.
 */
final class TableFormat implements RowSink {
  private static final int LOOK_AHEAD = 1_000;
  private static final String NULL = "NULL";

  private final Appendable out;
  private final List<List<@Nullable String>> waiting = new ArrayList<>();
  private List<Column> columns = List.of();
  private int[] widths = {};
  private boolean begun;
  private long rows;

  TableFormat(Appendable out) {
    this.out = out;
  }

  @Override
  public void columns(List<Column> given) {
    columns = given;
    widths = new int[given.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(Printable.text(given.get(i).name()));
    }
  }

  @Override
  public void row(List<@Nullable String> cells) throws IOException {
    rows++;
    if (begun) {
      write(cells);
      return;
    }
    waiting.add(cells);
    if (waiting.size() == LOOK_AHEAD) {
      begin();
    }
  }

  @Override
  public void end() throws IOException {
    begin();
    out.append(rows == 1 ? "(1 row)\n" : "(%,d rows)\n".formatted(rows));
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    for (List<@Nullable String> cells : waiting) {
      for (int i = 0; i < widths.length; i++) {
        for (String line : lines(i, cells)) {
          widths[i] = Math.max(widths[i], DisplayWidth.of(line));
        }
      }
    }
    header();
    for (List<@Nullable String> cells : waiting) {
      write(cells);
    }
    waiting.clear();
  }

  private void header() throws IOException {
    List<String> names = columns.stream().map(column -> Printable.text(column.name())).toList();
    writeLine(names, false);
    for (int i = 0; i < widths.length; i++) {
      out.append(i == 0 ? "-" : "-+-").append("-".repeat(widths[i]));
    }
    out.append("-\n");
  }

  private void write(List<@Nullable String> cells) throws IOException {
    List<List<String>> split = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      split.add(lines(i, cells));
    }
    int height = split.stream().mapToInt(List::size).max().orElse(1);
    for (int line = 0; line < height; line++) {
      int at = line;
      writeLine(split.stream().map(each -> at < each.size() ? each.get(at) : "").toList(), true);
    }
  }

  /** Only a plan, which is DuckDB's own text, takes more than one line. */
  private List<String> lines(int index, List<@Nullable String> cells) {
    String cell = cells.get(index);
    if (cell == null) {
      return List.of(NULL);
    }
    if (columns.get(index).name().equals("explain_value")) {
      return cell.lines().map(Printable::text).toList();
    }
    return List.of(Printable.text(cell));
  }

  private void writeLine(List<String> texts, boolean values) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = texts.get(i);
      String space = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(text)));
      boolean right = values && columns.get(i).kind() == Column.Kind.NUMBER;
      line.append(i == 0 ? " " : " | ").append(right ? space + text : text + space);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
