package dev.oceanus.tables.wanted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The queries of the views for tables of the schema {@code web}: files of one dialect, each with a
 * description as comment in its first line and {@code {table}} where the table's name belongs.
 * Where one says {@code {visits}}, it begins with what all views of visits have in common.
 */
final class ViewFiles {
  /** What stands behind the table's name in a view's name; each is a file of both dialects. */
  static final List<String> NAMES =
      List.of("unique", "sessions", "page_views_daily", "sources", "funnel");

  private static final String COMMENT = "-- ";
  private static final String TABLE = "{table}";
  private static final String VISITS = "{visits}";

  private ViewFiles() {}

  /**
   * A file.
   *
   * @param name behind the table's name
   * @param description one line for analysts
   * @param sql with the placeholder
   */
  record ViewFile(String name, String description, String sql) {
    /** The query of one table. */
    String sql(String quotedTable) {
      return sql.replace(TABLE, quotedTable);
    }
  }

  /** All of a dialect, which is the folder's name. */
  static List<ViewFile> of(String dialect) {
    return NAMES.stream().map(name -> read(dialect, name)).toList();
  }

  private static ViewFile read(String dialect, String name) {
    String path = dialect + "/" + name;
    String text = text(path);
    return parse(
        name, text.contains(VISITS) ? text.replace(VISITS, text("visits/" + dialect)) : text, path);
  }

  private static String text(String file) {
    String path = "/dev/oceanus/tables/views/%s.sql".formatted(file);
    try (InputStream in = ViewFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not among the resources");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path, e);
    }
  }

  static ViewFile parse(String name, String text, String path) {
    int end = text.indexOf('\n');
    if (end < 0 || !text.startsWith(COMMENT) || !text.contains(TABLE)) {
      throw new IllegalStateException(
          path + " must begin with a line '-- description' and name " + TABLE);
    }
    return new ViewFile(
        name, text.substring(COMMENT.length(), end).strip(), text.substring(end + 1).strip());
  }
}
