package dev.oceanus.fakebigquery.write;

import dev.oceanus.fakebigquery.api.TableRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource name of a write stream. The default stream of a table has two spellings, with and
 * without {@code streams/} (source: storage.proto names the first; the Java client's own
 * integration tests write to {@code TABLE/_default}).
 */
record StreamName(TableRef table, String id) {
  static final String DEFAULT_ID = "_default";

  private static final Pattern TABLE =
      Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");
  private static final Pattern FORM = Pattern.compile("(.+)/streams/([^/]+)");
  private static final String SHORT_DEFAULT = "/" + DEFAULT_ID;

  static Optional<StreamName> parse(String text) {
    if (text.endsWith(SHORT_DEFAULT) && !text.endsWith("/streams" + SHORT_DEFAULT)) {
      return parseTable(text.substring(0, text.length() - SHORT_DEFAULT.length()))
          .map(table -> new StreamName(table, DEFAULT_ID));
    }
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? parseTable(matcher.group(1)).map(table -> new StreamName(table, matcher.group(2)))
        : Optional.empty();
  }

  /** Of a name that was written by {@link #toString}. */
  static StreamName of(String text) {
    return parse(text).orElseThrow(() -> new IllegalStateException("no stream is called " + text));
  }

  /** The table of this resource name, as the parent of streams is named. */
  static Optional<TableRef> parseTable(String text) {
    Matcher matcher = TABLE.matcher(text);
    return matcher.matches()
        ? Optional.of(new TableRef(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** The resource name of a table. */
  static String path(TableRef table) {
    return "projects/%s/datasets/%s/tables/%s"
        .formatted(table.project(), table.dataset(), table.table());
  }

  boolean isDefault() {
    return id.equals(DEFAULT_ID);
  }

  @Override
  public String toString() {
    return path(table) + "/streams/" + id;
  }
}
