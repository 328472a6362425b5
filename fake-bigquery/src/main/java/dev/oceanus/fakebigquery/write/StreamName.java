package dev.oceanus.fakebigquery.write;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource name of a write stream. The default stream of a table has two spellings, with and
 * without {@code streams/} (source: storage.proto names the first; the Java client's own
 * integration tests write to {@code TABLE/_default}).
 */
record StreamName(TablePath table, String id) {
  static final String DEFAULT_ID = "_default";

  private static final Pattern FORM = Pattern.compile("(.+)/streams/([^/]+)");
  private static final String SHORT_DEFAULT = "/" + DEFAULT_ID;

  static Optional<StreamName> parse(String text) {
    if (text.endsWith(SHORT_DEFAULT) && !text.endsWith("/streams" + SHORT_DEFAULT)) {
      return TablePath.parse(text.substring(0, text.length() - SHORT_DEFAULT.length()))
          .map(table -> new StreamName(table, DEFAULT_ID));
    }
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? TablePath.parse(matcher.group(1)).map(table -> new StreamName(table, matcher.group(2)))
        : Optional.empty();
  }

  boolean isDefault() {
    return id.equals(DEFAULT_ID);
  }

  @Override
  public String toString() {
    return table + "/streams/" + id;
  }
}
