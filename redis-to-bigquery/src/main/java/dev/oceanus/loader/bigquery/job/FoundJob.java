package dev.oceanus.loader.bigquery.job;

import dev.oceanus.bigquery.BigQueryFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as BigQuery tells of it.
 *
 * @param id its id
 * @param fate how it went, or goes
 * @param query whether it is a query
 * @param outputRows how many rows a load has written; 0 for a query
 * @param labels as it was started with
 * @param created when BigQuery took it
 */
public record FoundJob(
    String id,
    Fate fate,
    boolean query,
    long outputRows,
    Map<String, String> labels,
    Instant created) {
  public FoundJob {
    labels = Map.copyOf(labels);
  }

  /**
   * What a load says of a row.
   *
   * @param position of the row's first byte in what was uploaded, before it was compressed
   * @param field the column at fault, or empty
   * @param detail BigQuery's words, without values
   */
  public record RowError(long position, String field, String detail) {}

  /** How a job goes. */
  public sealed interface Fate {
    /** It waits or runs, or BigQuery has not said yet. */
    record Live() implements Fate {}

    /** It is done, and there was no error. */
    record Done() implements Fate {}

    /**
     * It is done and had no effect.
     *
     * @param failure what its error means
     * @param detail BigQuery's words, without values
     * @param ended when
     * @param rows the rows at fault that it names
     */
    record Failed(BigQueryFailure failure, String detail, Instant ended, List<RowError> rows)
        implements Fate {
      public Failed {
        rows = List.copyOf(rows);
      }
    }
  }

  /**
   * Whether it is the last job of its batch for ever, unless it is live and fails. One that only
   * stands for a stream is followed by others when that stream is over.
   */
  public boolean isLast() {
    return JobLabels.claimedBy(labels).isEmpty()
        && (!(fate instanceof Fate.Failed) || JobLabels.isAbandoned(labels));
  }

  /** Its failure, if it failed. */
  public Optional<Fate.Failed> failed() {
    return fate instanceof Fate.Failed failed ? Optional.of(failed) : Optional.empty();
  }
}
