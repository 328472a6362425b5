package dev.oceanus.export.plan;

import java.util.List;
import java.util.Optional;

/**
 * One table or query that is exported.
 *
 * @param name of the export, and of its file
 * @param source what is read
 * @param fetchRows rows that are asked for at once
 * @param destination where it is loaded into, if anywhere
 */
public record Export(String name, Source source, int fetchRows, Optional<Destination> destination) {

  /** What is read. */
  public sealed interface Source {
    /**
     * A table or view.
     *
     * @param parts of its name: schema and table, or table
     * @param columns only these, in this order; all if empty
     * @param exclude not these
     */
    record Table(List<String> parts, List<String> columns, List<String> exclude) implements Source {
      public Table {
        parts = List.copyOf(parts);
        columns = List.copyOf(columns);
        exclude = List.copyOf(exclude);
      }
    }

    /** A query. */
    record Query(String sql) implements Source {}
  }
}
