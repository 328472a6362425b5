package dev.oceanus.sqlcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/analysts.md}: its queries, and its tables of columns. Immutable. */
final class AnalystsPage {
  private static final Path PAGE = Path.of("..", "docs", "analysts.md");
  private static final Pattern HEADING = Pattern.compile("###? +(.+)");
  private static final Pattern FENCE = Pattern.compile("```sql ?(bigquery|duckdb)?");
  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Za-z0-9_]+)` \\| ([^|]+) \\| `(.+)` \\| ([^|]+) \\|");
  private static final Pattern VIEW_ROW =
      Pattern.compile("\\| `([A-Za-z0-9_]+)` \\| ([A-Z0-9]+) \\| ([^|]+) \\|");

  private final List<String> lines;

  /**
   * A query.
   *
   * @param title heading above it, without its number
   * @param number of the heading
   * @param dialects in which it is meant to run
   */
  record Query(int number, String title, List<Dialect> dialects, String sql) {
    @Override
    public String toString() {
      return "%d. %s %s".formatted(number, title, dialects);
    }
  }

  /** A row of a table of columns; the example is empty for a view's. */
  record Column(String name, String type, String example, String meaning) {}

  private AnalystsPage(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  /** The page of this checkout. */
  static AnalystsPage read() {
    try {
      return new AnalystsPage(Files.readAllLines(PAGE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All queries, in their order. */
  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    String heading = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher title = HEADING.matcher(lines.get(i));
      Matcher fence = FENCE.matcher(lines.get(i));
      if (title.matches()) {
        heading = title.group(1);
      } else if (fence.matches()) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        String sql = String.join("\n", lines.subList(i + 1, end));
        queries.add(query(heading, fence.group(1), sql));
        i = end;
      }
    }
    return queries;
  }

  private static Query query(String heading, String dialect, String sql) {
    int point = heading.indexOf(". ");
    if (point < 0) {
      throw new IllegalStateException("the query below '" + heading + "' has no number");
    }
    List<Dialect> dialects =
        dialect == null
            ? List.of(Dialect.values())
            : List.of(dialect.equals("bigquery") ? Dialect.BIGQUERY : Dialect.DUCKDB);
    int number = Integer.parseInt(heading.substring(0, point));
    return new Query(number, heading.substring(point + 2), dialects, sql);
  }

  /** The table of columns below the heading that ends so. */
  List<Column> columns(String headingEnd) {
    List<Column> columns = new ArrayList<>();
    List<String> below =
        lines.stream()
            .dropWhile(line -> !(line.startsWith("#") && line.endsWith(headingEnd)))
            .skip(1)
            .takeWhile(line -> !line.startsWith("#"))
            .toList();
    for (String line : below) {
      Matcher row = ROW.matcher(line);
      Matcher view = VIEW_ROW.matcher(line);
      if (view.matches()) {
        columns.add(new Column(view.group(1), view.group(2), "", view.group(3)));
      } else if (row.matches()) {
        columns.add(new Column(row.group(1), row.group(2), row.group(3), row.group(4)));
      }
    }
    return columns;
  }

  /** The whole text. */
  String text() {
    return String.join("\n", lines);
  }
}
