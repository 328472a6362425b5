package dev.oceanus.loader.bigquery.job;

import dev.oceanus.loader.batch.BatchId;

/**
 * The id of a job of a batch: {@code oc_<epoch>_<lane>_<seq>_<n>}. It can be read backwards, since
 * an epoch has no underscore.
 *
 * @param batch whose job it is
 * @param n number of the job, from 1; the next one is started only when this is known to have
 *     failed
 */
public record JobName(BatchId batch, int n) {
  /** The first job of a batch. */
  public static JobName first(BatchId batch) {
    return new JobName(batch, 1);
  }

  /** Another job of the same batch. */
  public JobName at(int other) {
    return new JobName(batch, other);
  }

  /** The job behind this one. */
  public JobName next() {
    return at(n + 1);
  }

  @Override
  public String toString() {
    return "oc_%s_%s_%d_%d".formatted(batch.epoch(), batch.lane(), batch.seq(), n);
  }
}
