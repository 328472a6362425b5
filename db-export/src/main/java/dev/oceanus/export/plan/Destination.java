package dev.oceanus.export.plan;

import java.util.Optional;

/**
 * A table of BigQuery that an export is loaded into.
 *
 * @param dataset its dataset; that of the settings if empty
 * @param table its name
 * @param write what becomes of the rows that are there
 * @param partition column whose days divide the table
 */
public record Destination(
    Optional<String> dataset, String table, Write write, Optional<String> partition) {
  /** What becomes of the rows that are there. */
  public enum Write {
    /** They go, at the same instant as the new ones come. */
    TRUNCATE,
    /** They stay. */
    APPEND
  }
}
