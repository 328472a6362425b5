package dev.oceanus.loader.bigquery;

import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.JobLabels;
import dev.oceanus.loader.bigquery.job.JobName;
import dev.oceanus.loader.bigquery.job.JobWalk;
import dev.oceanus.loader.bigquery.job.JobWalk.Last;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.util.List;
import java.util.Optional;

/**
 * Commits each batch by one load job, whose id is made of the batch's: BigQuery takes an id once,
 * and writes all rows of a job or none. A job under way is never given up, and no thread waits for
 * it. Thread-safe.
 */
public final class BigQueryLoadWarehouse implements Warehouse {
  private static final int LOOKS = 3;

  private final BigQueryKit kit;
  private final LoadTerms terms;
  private final JobWalk walk;
  private final LoadStart start;
  private final FailedJobs failed;
  private final LoadRehearsal rehearsal;
  private final Lives lives;
  private final OtherMode other;

  /**
   * @param other how an earlier process may have committed
   */
  public BigQueryLoadWarehouse(BigQueryKit kit, LoadTerms terms, OtherMode other) {
    this.kit = kit;
    this.terms = terms;
    this.walk = new JobWalk(kit.jobs());
    this.start = new LoadStart(kit, terms, walk);
    this.failed = new FailedJobs(kit);
    this.rehearsal = new LoadRehearsal(kit, terms);
    this.lives = new Lives(kit);
    this.other = other;
  }

  @Override
  public Optional<Committed> find(BatchId id) {
    Optional<Last> last = walk.last(JobName.first(id));
    if (last.isEmpty() || !last.get().job().isLast() || isAbandoned(last.get())) {
      return other.settle(id);
    }
    FoundJob job = last.get().job();
    return switch (job.fate()) {
      case Fate.Live unused when !JobLabels.isAbandoned(job.labels()) -> throw busy(job);
      case Fate.Done unused when !JobLabels.isAbandoned(job.labels()) ->
          Optional.of(committed(id, job));
      default -> Optional.empty();
    };
  }

  @Override
  public CommitOutcome commit(Batch batch) {
    BatchId id = batch.seal().id();
    kit.tables().fitting(kit.destination(batch), batch.schema());
    Optional<Last> last = walk.last(JobName.first(id));
    if (last.isPresent() && last.get().job().isLast() && !isAbandoned(last.get())) {
      return last.get().job().fate() instanceof Fate.Live
          ? new CommitOutcome.Pending(terms.again(kit.random()))
          : new CommitOutcome.Done(committed(id, last.get().job()));
    }
    // Behind the look at the jobs: whoever claims the batch there has begun before.
    Optional<Committed> before = other.settle(id);
    if (before.isPresent()) {
      return new CommitOutcome.Done(before.get());
    }
    return last.isEmpty() ? start.begin(batch, JobName.first(id), null) : behind(batch, last.get());
  }

  private CommitOutcome behind(Batch batch, Last last) {
    if (isAbandoned(last)) {
      return new CommitOutcome.Abandoned();
    }
    FoundJob job = last.job();
    return job.failed()
        .flatMap(failure -> failed.outcome(batch, last, failure))
        .orElseGet(() -> start.begin(batch, last.name().next(), job));
  }

  private static boolean isAbandoned(Last last) {
    return JobLabels.isAbandoned(last.job().labels());
  }

  @Override
  public Rehearsal rehearse(Batch.Part part) {
    return rehearsal.rehearse(part);
  }

  @Override
  public Optional<Committed> abandon(BatchId id) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Last> last = walk.last(JobName.first(id));
      if (last.isPresent() && last.get().job().isLast()) {
        return find(id);
      }
      JobName next = last.map(Last::name).map(JobName::next).orElse(JobName.first(id));
      kit.jobs().query(next.toString(), JobLabels.abandoned(), "SELECT 1");
    }
    throw new WarehouseBusyException(
        "giving up batch " + id + ": its job is not to be seen yet", terms.again(kit.random()));
  }

  @Override
  public List<Life> lives(String lane) {
    return lives.of(lane, this::find);
  }

  /** What a job has committed; where it is none of ours, what no seal is equal to. */
  private static Committed committed(BatchId id, FoundJob job) {
    // A query under a batch's id is how one without rows is committed.
    return JobLabels.committed(id, job.labels(), job.outputRows())
        .orElseGet(() -> new Committed(id, 0, Math.toIntExact(job.outputRows()), "", List.of()));
  }

  private WarehouseBusyException busy(FoundJob job) {
    return new WarehouseBusyException(
        "job " + job.id() + " is under way", terms.again(kit.random()));
  }
}
