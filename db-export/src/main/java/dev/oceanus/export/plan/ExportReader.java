package dev.oceanus.export.plan;

import dev.oceanus.common.yaml.Faults;
import dev.oceanus.common.yaml.Located;
import dev.oceanus.common.yaml.YamlNode;
import dev.oceanus.common.yaml.YamlNode.Scalar;
import dev.oceanus.export.plan.Destination.Write;
import dev.oceanus.export.plan.Export.Source;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one export of the file. */
final class ExportReader {
  private static final Set<String> KEYS =
      Set.of("table", "query", "columns", "exclude", "fetch_rows", "bigquery");
  private static final Set<String> BIGQUERY_KEYS = Set.of("table", "write", "partition");
  private static final Pattern PART = Pattern.compile("[^\"`\\p{Cntrl}.]{1,128}");
  private static final Pattern QUERY = Pattern.compile("(?is)(select|with)\\b.*");
  private static final Pattern BIGQUERY_TABLE =
      Pattern.compile("([A-Za-z0-9_]{1,1024}\\.)?[\\p{L}\\p{N}_-]{1,1024}");
  private static final int FETCH_ROWS = 1_000;
  private static final int MOST_FETCH_ROWS = 100_000;

  private final Faults faults;
  private final Map<String, Integer> lines = new HashMap<>();

  ExportReader(Faults faults) {
    this.faults = faults;
  }

  /** The line of an export that was read. */
  int line(String name) {
    return lines.getOrDefault(name, 1);
  }

  /** The export; empty if it has faults, which are noted. */
  Optional<Export> read(String name, String path, YamlNode node) {
    lines.put(name, node.line());
    Located located = Located.of(node, path, KEYS, faults);
    Optional<Source> source = source(located);
    int fetchRows = located.integer("fetch_rows", FETCH_ROWS, 1, MOST_FETCH_ROWS);
    Optional<Destination> destination =
        located.node("bigquery").flatMap(to -> destination(located.path("bigquery"), to));
    return source.map(from -> new Export(name, from, fetchRows, destination));
  }

  private Optional<Source> source(Located located) {
    String table = located.text("table", null);
    String query = located.text("query", null);
    if ((table == null) == (query == null)) {
      faults.add(
          located.line(),
          located.path("table"),
          "must be given, or 'query', " + (table == null ? "found neither" : "found both"));
      return Optional.empty();
    }
    List<String> columns = names(located, "columns");
    List<String> exclude = names(located, "exclude");
    if (query != null) {
      for (String key : List.of("columns", "exclude")) {
        if (located.node(key).isPresent()) {
          located.fault(key, "is for tables; a query names its columns itself");
        }
      }
      return query(located, query);
    }
    if (!columns.isEmpty() && !exclude.isEmpty()) {
      located.fault("exclude", "is nothing beside 'columns'");
    }
    return table(located, table == null ? "" : table, columns, exclude);
  }

  private static Optional<Source> table(
      Located located, String table, List<String> columns, List<String> exclude) {
    List<String> parts = Arrays.asList(table.split("\\.", -1));
    if (parts.size() > 2 || !parts.stream().allMatch(part -> PART.matcher(part).matches())) {
      located.fault(
          "table", "must be a table, or schema.table, without quotes, found '" + table + "'");
      return Optional.empty();
    }
    return Optional.of(new Source.Table(parts, columns, exclude));
  }

  private static Optional<Source> query(Located located, String query) {
    String sql = query.strip().replaceFirst(";\\s*$", "");
    if (!QUERY.matcher(sql).matches()) {
      located.fault("query", "must begin with SELECT or WITH, found '" + firstWord(sql) + "'");
      return Optional.empty();
    }
    return Optional.of(new Source.Query(sql));
  }

  private static String firstWord(String sql) {
    return sql.split("\\s", 2)[0];
  }

  private static List<String> names(Located located, String key) {
    Set<String> names = new LinkedHashSet<>();
    List<Scalar> found = located.texts(key);
    for (Scalar name : found) {
      if (!PART.matcher(name.text().replace(".", "_")).matches()) {
        located.fault(
            key, "must list names of columns without quotes, found '" + name.text() + "'");
      } else if (!names.add(name.text())) {
        located.fault(key, "lists '" + name.text() + "' twice");
      }
    }
    if (found.isEmpty() && located.node(key).isPresent()) {
      located.fault(key, "must list at least one column");
    }
    return List.copyOf(names);
  }

  private Optional<Destination> destination(String path, YamlNode node) {
    Located located = Located.of(node, path, BIGQUERY_KEYS, faults);
    String table = located.text("table", null);
    if (table == null || !BIGQUERY_TABLE.matcher(table).matches()) {
      located.fault(
          "table",
          "must be a table, or dataset.table, found "
              + (table == null ? "nothing" : "'" + table + "'"));
      return Optional.empty();
    }
    int dot = table.indexOf('.');
    return Optional.of(
        new Destination(
            dot < 0 ? Optional.empty() : Optional.of(table.substring(0, dot)),
            table.substring(dot + 1),
            write(located),
            Optional.ofNullable(located.text("partition", null))));
  }

  private static Write write(Located located) {
    String text = located.text("write", null);
    for (Write each : Write.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    located.fault(
        "write",
        "must be truncate or append, found " + (text == null ? "nothing" : "'" + text + "'"));
    return Write.TRUNCATE;
  }
}
