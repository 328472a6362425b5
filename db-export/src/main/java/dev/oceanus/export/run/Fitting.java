package dev.oceanus.export.run;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.plan.Destination;
import dev.oceanus.export.plan.Export;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether BigQuery can take an export's columns, asked before a row is read. */
final class Fitting {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,299}");

  private Fitting() {}

  /** What is wrong, one line each. */
  static List<String> faults(Export export, List<Column> columns, Destination to) {
    List<String> faults = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!NAME.matcher(column.name()).matches()) {
        faults.add(
            "export '%s': BigQuery takes no column '%s'; give it another name in a query"
                .formatted(export.name(), column.name()));
      }
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        faults.add(
            "export '%s': for BigQuery the column '%s' is there twice"
                .formatted(export.name(), column.name()));
      }
    }
    to.partition().ifPresent(name -> partition(export, columns, name).ifPresent(faults::add));
    return faults;
  }

  private static Optional<String> partition(Export export, List<Column> columns, String name) {
    Optional<Column> found =
        columns.stream().filter(column -> column.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          "export '%s': there is no column '%s' to partition by".formatted(export.name(), name));
    }
    return found
        .filter(column -> !column.kind().hasDays())
        .map(
            column ->
                "export '%s': '%s' is a %s; BigQuery partitions by a DATE, TIMESTAMP or DATETIME"
                    .formatted(export.name(), name, column.kind()));
  }
}
