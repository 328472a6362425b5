package dev.oceanus.export.run;

import dev.oceanus.export.plan.Format;
import dev.oceanus.export.plan.Plan;
import java.time.LocalDate;

/**
 * What is exported and how.
 *
 * @param date of which the export is
 * @param plan what is read
 * @param format how it is written
 * @param longestRow the most bytes of a row
 * @param database where it is read, for the manifest
 */
public record RunTerms(LocalDate date, Plan plan, Format format, int longestRow, String database) {
  /** Hash of what is read and how it is written. */
  String definition() {
    return Plan.hash(database + "\n" + plan.definition(format));
  }
}
