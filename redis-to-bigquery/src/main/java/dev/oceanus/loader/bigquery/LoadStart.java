package dev.oceanus.loader.bigquery;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.JobLabels;
import dev.oceanus.loader.bigquery.job.JobName;
import dev.oceanus.loader.bigquery.job.JobWalk;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.bigquery.ndjson.RowLines;
import dev.oceanus.loader.bigquery.table.RowCheck;
import dev.oceanus.loader.bigquery.table.SealText;
import dev.oceanus.loader.bigquery.table.TableShape;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Starts the next job of a batch, when it is its turn. Thread-safe. */
final class LoadStart {
  private final BigQueryKit kit;
  private final LoadTerms terms;
  private final Pace pace;
  private final FailPoints failPoints;
  private final Map<String, Integer> refusedByQuota = new ConcurrentHashMap<>();

  LoadStart(BigQueryKit kit, LoadTerms terms, JobWalk walk) {
    this.kit = kit;
    this.terms = terms;
    this.pace =
        new Pace(walk, terms.jobsPerDay(), kit.surroundings().clock(), kit.surroundings().nanos());
    this.failPoints = kit.surroundings().failPoints();
  }

  /**
   * @param before the job of the batch before this one, which has failed, if there is one
   */
  CommitOutcome begin(Batch batch, JobName name, @Nullable FoundJob before) {
    Seal seal = batch.seal();
    if (batch.rows().isEmpty()) {
      failPoints.pass(FailPoint.LOADER_BEFORE_SUBMIT);
      kit.jobs().query(name.toString(), JobLabels.of(seal), "SELECT 1");
      failPoints.pass(FailPoint.LOADER_SUBMITTED);
      return new CommitOutcome.Pending(terms.again(kit.random()));
    }
    TableShape shape = kit.tables().fitting(kit.destination(batch), batch.schema());
    List<RefusedRow> refused = new RowCheck(shape, batch.schema()).refused(batch.rows());
    if (!refused.isEmpty()) {
      kit.tables().forget(shape.name());
      return new CommitOutcome.Refused(refused.getFirst().detail());
    }
    Duration left = pace.left(name, before, shape.virgin());
    if (left.isPositive()) {
      return new CommitOutcome.Pending(left);
    }
    return load(batch, name, shape.name());
  }

  private CommitOutcome load(Batch batch, JobName name, String table) {
    Seal seal = batch.seal();
    failPoints.pass(FailPoint.LOADER_BEFORE_SUBMIT);
    RowLines.Marks marks =
        new RowLines.Marks(seal.id().lane(), seal.id().toString(), SealText.of(seal));
    RowLines lines = new RowLines(batch.schema(), marks);
    pace.started(seal.id().lane());
    try {
      kit.jobs()
          .load(
              new Jobs.Load(name.toString(), table, JobLabels.of(seal)),
              out -> {
                lines.write(batch.rows(), out);
                failPoints.pass(FailPoint.LOADER_IN_COMMIT);
              });
    } catch (WarehouseUnavailableException e) {
      throw e.retryAfter().isEmpty() ? e : patient(seal.id().lane(), e);
    }
    refusedByQuota.remove(seal.id().lane());
    failPoints.pass(FailPoint.LOADER_SUBMITTED);
    return new CommitOutcome.Pending(terms.again(kit.random()));
  }

  /** A quota that keeps refusing jobs, of which no trace is left, is given more and more time. */
  private WarehouseUnavailableException patient(String lane, WarehouseUnavailableException e) {
    int failures = refusedByQuota.merge(lane, 1, Integer::sum);
    return new WarehouseUnavailableException(
        String.valueOf(e.getMessage()), e, FailedJobs.quotaWait(failures));
  }
}
