package dev.oceanus.export.bigquery;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.plan.Destination;
import dev.oceanus.export.plan.Format;
import dev.oceanus.export.plan.Plan;
import java.util.List;

/**
 * One file that is to be loaded.
 *
 * @param run of which it is
 * @param file what the manifest says of it
 * @param place where it is: {@code gs://bucket/object}, or a path
 * @param format of the file
 * @param destination where its rows go
 */
public record LoadOrder(
    String run, ExportedFile file, String place, Format format, Destination destination) {
  private static final int SHORT = 12;

  /**
   * The id of the n-th job for it. Whoever loads this file of this run into this table, in whatever
   * process, asks for the same ids, and BigQuery gives each to one job only.
   *
   * @param n 1 or more; the next one begins when this one has failed
   */
  public String jobId(int n) {
    String where = Plan.hash(destination.toString()).substring(0, SHORT);
    return "oceanus-export-%s-%s-%s-%d".formatted(run, file.export(), where, n);
  }

  /** Columns in their order. */
  public List<Column> columns() {
    return file.columns();
  }

  /** Whether BigQuery fetches it itself. */
  public boolean isInBucket() {
    return place.startsWith("gs://");
  }
}
