package dev.oceanus.fakebigquery.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.schema.Column;
import dev.oceanus.fakebigquery.schema.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of CSV, one a line. Of one thread. */
final class CsvRows implements RowParser {
  private final Columns columns;
  private final CsvOptions options;
  private long line;

  CsvRows(Columns columns, CsvOptions options) {
    this.columns = columns;
    this.options = options;
  }

  @Override
  public String format() {
    return "CSV";
  }

  @Override
  public String bad(long position, String what) {
    return "Error while reading data, error message: CSV processing encountered too many errors: "
        + what
        + " Row starts at position: "
        + position;
  }

  @Override
  public @Nullable Object @Nullable [] parse(Lines lines) throws IOException, BadRowException {
    if (line++ < options.skippedLines() || lines.length() == 0) {
      return null;
    }
    List<Cell> cells = cells(text(lines));
    if (cells.size() > columns.size() && !options.ignoreUnknown()) {
      throw new BadRowException(
          "Too many values in row. Found %d column(s) while expected %d."
              .formatted(cells.size(), columns.size()));
    }
    if (cells.size() < columns.size() && !options.jagged()) {
      throw new BadRowException(
          "Row has only %d column(s) while %d needed.".formatted(cells.size(), columns.size()));
    }
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i), i < cells.size() ? cells.get(i) : Cell.NONE);
    }
    return values;
  }

  /** A row, over several lines where quotes are still open at the end of one. */
  private String text(Lines lines) throws IOException, BadRowException {
    StringBuilder text = new StringBuilder(line(lines));
    while (options.quotedNewlines() && isOpen(text)) {
      text.append(lines.ending());
      if (!lines.next()) {
        throw new BadRowException("Missing close quote character (\").");
      }
      text.append(line(lines));
    }
    return text.toString();
  }

  private static String line(Lines lines) {
    return new String(lines.buffer(), lines.from(), lines.length(), UTF_8);
  }

  private boolean isOpen(StringBuilder text) {
    return text.chars().filter(each -> each == options.quote()).count() % 2 == 1;
  }

  private @Nullable Object value(Column column, Cell cell) throws BadRowException {
    if (!cell.quoted() && cell.text().equals(options.nullMarker())) {
      if (column.required()) {
        throw new BadRowException(
            "Required column value for column " + column.name() + " is missing.");
      }
      return null;
    }
    return Values.of(column, cell.text(), "string_value: \"" + cell.text() + "\"");
  }

  /** A value of a line. */
  private record Cell(String text, boolean quoted) {
    static final Cell NONE = new Cell("", false);
  }

  private List<Cell> cells(String text) throws BadRowException {
    List<Cell> cells = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      boolean quoted = at < text.length() && text.charAt(at) == options.quote();
      int end = quoted ? closing(text, at + 1) : text.indexOf(options.delimiter(), at);
      int last = end < 0 ? text.length() : end;
      String quote = String.valueOf(options.quote());
      cells.add(
          quoted
              ? new Cell(text.substring(at + 1, last).replace(quote + quote, quote), true)
              : new Cell(text.substring(at, last), false));
      at = (quoted ? last + 1 : last) + 1;
      if (quoted && at <= text.length() && text.charAt(at - 1) != options.delimiter()) {
        throw new BadRowException("Data between close quote character (\") and field separator.");
      }
    }
    return cells;
  }

  private int closing(String text, int from) throws BadRowException {
    int at = from;
    while (at < text.length()) {
      if (text.charAt(at) == options.quote()) {
        if (at + 1 >= text.length() || text.charAt(at + 1) != options.quote()) {
          return at;
        }
        at++;
      }
      at++;
    }
    throw new BadRowException("Missing close quote character (\").");
  }
}
