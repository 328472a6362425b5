package dev.oceanus.fakebigquery.write;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource name of a table, {@code projects/{p}/datasets/{d}/tables/{t}}, as the parent of
 * streams has it (source: {@code CreateWriteStreamRequest.parent} in storage.proto).
 */
record TablePath(String project, String dataset, String table) {
  private static final Pattern FORM =
      Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");

  static Optional<TablePath> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new TablePath(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "projects/" + project + "/datasets/" + dataset + "/tables/" + table;
  }
}
