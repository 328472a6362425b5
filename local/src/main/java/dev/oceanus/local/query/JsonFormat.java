package dev.oceanus.local.query;

import dev.oceanus.local.cli.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * An array of objects, one a line. Numbers are numbers, JSON columns are the JSON that they hold,
 * and what JSON has no form for is text. Columns of the same name are told apart by {@code _1}.
 */
final class JsonFormat implements RowSink {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final Appendable out;
  private List<Column> columns = List.of();
  private final List<String> names = new ArrayList<>();
  private long rows;

  JsonFormat(Appendable out) {
    this.out = out;
  }

  @Override
  public void columns(List<Column> given) throws IOException {
    columns = given;
    Set<String> taken = new HashSet<>();
    for (Column column : given) {
      String name = column.name();
      for (int i = 1; !taken.add(name); i++) {
        name = column.name() + "_" + i;
      }
      names.add(quoted(name));
    }
    out.append('[');
  }

  @Override
  public void row(List<@Nullable String> cells) throws IOException {
    out.append(rows++ == 0 ? "\n{" : ",\n{");
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(names.get(i)).append(':');
      out.append(value(columns.get(i).kind(), cells.get(i)));
    }
    out.append('}');
  }

  @Override
  public void end() throws IOException {
    out.append(rows == 0 ? "]\n" : "\n]\n");
  }

  private static String value(Column.Kind kind, @Nullable String cell) {
    if (cell == null) {
      return "null";
    }
    return switch (kind) {
      case BOOLEAN -> cell;
      case JSON -> Printable.json(cell);
      case NUMBER -> NUMBER.matcher(cell).matches() ? cell : quoted(cell);
      case TEXT -> quoted(cell);
    };
  }

  private static String quoted(String text) {
    return Printable.json(
        '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"');
  }
}
