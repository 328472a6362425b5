package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.JobLabels;
import dev.oceanus.loader.bigquery.job.JobName;
import dev.oceanus.loader.bigquery.job.JobWalk;
import dev.oceanus.loader.bigquery.job.JobWalk.Last;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.warehouse.Committed;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settles who may decide about a batch, by its jobs: a list of which each place is taken by whoever
 * starts the job first, and only when what was before has failed for good. There are loads, jobs of
 * batches without rows, marks of batches that are given up, and claims of streams. A claim gives
 * way when its stream is over. Thread-safe.
 */
final class Claims {
  private static final String NOTHING = "SELECT 1";
  private static final int MANY = 100;

  private final Jobs jobs;
  private final JobWalk walk;
  private final HeldBatches held;

  Claims(Jobs jobs, HeldBatches held) {
    this.jobs = jobs;
    this.walk = new JobWalk(jobs);
    this.held = held;
  }

  /** Whether a batch has a job, so that it must be asked for in earnest. */
  boolean isContested(BatchId id) {
    return jobs.find(JobName.first(id).toString()).isPresent();
  }

  /**
   * Claims a batch for a stream.
   *
   * @param stream its number; all before it are over
   */
  Ruling claim(BatchId id, int stream) {
    Optional<Committed> there = held.find(id);
    return there.isPresent()
        ? new Ruling.Held(there.get())
        : place(id, stream, JobLabels.claim(stream));
  }

  /**
   * Commits a batch without rows: its job is all there is of it.
   *
   * @param stream number of the last place among the streams; all before it are over
   */
  Ruling commitEmpty(Seal seal, int stream) {
    Optional<Committed> there = held.find(seal.id());
    return there.isPresent()
        ? new Ruling.Held(there.get())
        : switch (place(seal.id(), stream, JobLabels.of(seal))) {
          case Ruling.Free unused -> new Ruling.Held(Committed.of(seal));
          case Ruling other -> other;
        };
  }

  /**
   * Marks a batch as given up. It is so once all streams are over and the table still has no row of
   * it; until then one of them may bring it.
   */
  Ruling abandon(BatchId id) {
    return place(id, Integer.MAX_VALUE, JobLabels.abandoned());
  }

  /** What is decided of a batch, without its streams and without taking part. */
  Optional<Ruling> decided(BatchId id) {
    return walk.last(JobName.first(id)).flatMap(last -> ruling(id, last, Integer.MAX_VALUE));
  }

  /** Takes the next place among the batch's jobs, unless one of them rules that out. */
  private Ruling place(BatchId id, int stream, Map<String, String> labels) {
    JobName first = JobName.first(id);
    for (int tries = 0; tries < MANY; tries++) {
      Optional<Last> last = walk.last(first);
      Optional<Ruling> ruling = last.flatMap(found -> ruling(id, found, stream));
      if (ruling.isPresent()) {
        return ruling.get();
      }
      JobName next = last.map(found -> found.name().next()).orElse(first);
      jobs.query(next.toString(), labels, NOTHING);
      if (started(next).labels().equals(labels)) {
        return new Ruling.Free();
      }
      first = next;
    }
    return new Ruling.Busy(first.toString());
  }

  private FoundJob started(JobName name) {
    return jobs.find(name.toString())
        .orElseThrow(
            () ->
                new WarehouseUnavailableException(
                    "job " + name + " was started, and BigQuery does not show it yet", null));
  }

  /** What the last job says; empty if there may be another behind it. */
  private static Optional<Ruling> ruling(BatchId id, Last last, int stream) {
    FoundJob job = last.job();
    OptionalInt claimed = JobLabels.claimedBy(job.labels());
    if (claimed.isPresent()) {
      int by = claimed.getAsInt();
      return by < stream
          ? Optional.empty()
          : Optional.of(by == stream ? new Ruling.Free() : new Ruling.Overtaken());
    }
    if (JobLabels.isAbandoned(job.labels())) {
      return Optional.of(new Ruling.Abandoned());
    }
    return switch (job.fate()) {
      case Fate.Failed unused -> Optional.empty();
      case Fate.Live unused -> Optional.of(new Ruling.Busy(job.id()));
      case Fate.Done unused -> Optional.of(new Ruling.Held(committed(id, job)));
    };
  }

  private static Committed committed(BatchId id, FoundJob job) {
    return JobLabels.committed(id, job.labels(), job.outputRows())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "job %s is done and its labels are none of ours: %s"
                        .formatted(job.id(), job.labels().keySet())));
  }
}
