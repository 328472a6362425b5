package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.quota.Quotas;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredJob;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes jobs in, and tells about them. An id that is taken stays taken, whatever became of its job.
 * Thread-safe.
 */
public final class JobDesk {
  /** The only place where BigQuery looks for a job of which no location is told. */
  private static final String DEFAULT_LOCATION = "US";

  private final Store store;
  private final Quotas quotas;
  private final JobRunner runner;
  private final HiddenJobs hidden;

  public JobDesk(Store store, Quotas quotas, JobRunner runner, HiddenJobs hidden) {
    this.store = store;
    this.quotas = quotas;
    this.runner = runner;
    this.hidden = hidden;
  }

  /**
   * Inserts a job, which runs from then on.
   *
   * @throws ApiException if its id is taken, or what it asks for makes no sense
   */
  public StoredJob insert(JobRequest request) {
    StoredJob job = stored(request);
    hidden.hide(job.reference(), request.fault());
    if (job.isDone()) {
      discard(request);
    } else {
      runner.submit(job);
    }
    return job;
  }

  private StoredJob stored(JobRequest request) {
    try {
      return store.transaction(transaction -> new Insertion(transaction, quotas, request).insert());
    } catch (ApiException e) {
      discard(request);
      throw e;
    }
  }

  private void discard(JobRequest request) {
    request.upload().ifPresent(upload -> upload.delete(store.folder()));
  }

  /** What a query would cost and give, without running it. */
  public ObjectNode rehearse(JobRequest request) {
    return store.transaction(transaction -> DryRun.of(transaction, request));
  }

  /**
   * A job by its name.
   *
   * @param location where to look
   * @throws ApiException if it is not there
   */
  public StoredJob get(String project, String id, Optional<String> location) {
    JobRef reference = new JobRef(project, location.orElse(DEFAULT_LOCATION), id);
    return store
        .transaction(transaction -> transaction.jobs().find(reference))
        .filter(job -> !hidden.isHidden(job.reference()))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "Job " + (location.isPresent() ? reference : project + ":" + id)));
  }

  public List<StoredJob> list(String project, long limit, long offset) {
    return store.transaction(transaction -> transaction.jobs().of(project, limit, offset));
  }

  /** Ends a job that is not done. */
  public StoredJob cancel(String project, String id, Optional<String> location) {
    StoredJob asked = get(project, id, location);
    return store.transaction(
        transaction -> {
          StoredJob job = transaction.jobs().find(asked.reference()).orElse(asked);
          if (job.isDone()) {
            return job;
          }
          ApiException why =
              new ApiException(
                  400, "stopped", "Job execution was cancelled: User requested cancellation");
          StoredJob cancelled = JobResource.failed(job, transaction.now(), why, List.of());
          transaction.jobs().update(cancelled);
          return cancelled;
        });
  }

  public void delete(StoredJob job) {
    store.change(transaction -> transaction.jobs().delete(job.reference()));
  }
}
