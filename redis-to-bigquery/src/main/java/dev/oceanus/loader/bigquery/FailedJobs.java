package dev.oceanus.loader.bigquery;

import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.JobLabels;
import dev.oceanus.loader.bigquery.job.JobWalk.Last;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.CommitOutcome.Pending;
import dev.oceanus.loader.warehouse.CommitOutcome.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a job that failed. Each failure is told once; asked again, the next job may
 * begin, but for a used-up quota, which is given time. Thread-safe.
 */
final class FailedJobs {
  private static final Duration FIRST = Duration.ofMinutes(2);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final BigQueryKit kit;
  private final Map<String, String> told = new ConcurrentHashMap<>();

  FailedJobs(BigQueryKit kit) {
    this.kit = kit;
  }

  /** How long a quota is left alone after so many failures: from 2 minutes to 30. */
  static Duration quotaWait(int failures) {
    Duration wait = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, 10));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  /**
   * @return empty if the next job may begin
   * @throws WarehouseUnavailableException if this failure is no matter of the rows
   */
  Optional<CommitOutcome> outcome(Batch batch, Last last, Fate.Failed failure) {
    String lane = batch.seal().id().lane();
    boolean first = !last.job().id().equals(told.put(lane, last.job().id()));
    if (failure.failure() == BigQueryFailure.QUOTA) {
      return quota(last, failure, first);
    }
    if (!first) {
      return Optional.empty();
    }
    kit.tables().forget(kit.destination(batch));
    if (failure.failure() != BigQueryFailure.ROWS) {
      throw unavailable(last, failure, null);
    }
    // Perhaps it is the table that has changed: then it is its owner's turn, not the rows'.
    kit.tables().fitting(kit.destination(batch), batch.schema());
    return isOf(batch.seal(), last) ? Optional.of(new Refused(failure.detail())) : Optional.empty();
  }

  /** Whether the job was of this attempt, and not of one with more rows. */
  private static boolean isOf(Seal seal, Last last) {
    return JobLabels.committed(seal.id(), last.job().labels(), 0)
        .filter(job -> job.attempt() == seal.attempt())
        .isPresent();
  }

  private Optional<CommitOutcome> quota(Last last, Fate.Failed failure, boolean first) {
    Duration whole = quotaWait(last.name().n());
    Duration since = Duration.between(failure.ended(), kit.clock().instant());
    Duration left = since.isNegative() ? whole : whole.minus(since);
    if (!left.isPositive()) {
      return Optional.empty();
    }
    if (first) {
      throw unavailable(last, failure, left);
    }
    return Optional.of(new Pending(left));
  }

  private WarehouseUnavailableException unavailable(
      Last last, Fate.Failed failure, @Nullable Duration retryAfter) {
    return new WarehouseUnavailableException(
        "job %s failed: %s (%s: %s)"
            .formatted(
                last.job().id(),
                failure.failure().advice(kit.dataset()),
                failure.failure().key(),
                failure.detail()),
        null,
        retryAfter);
  }
}
