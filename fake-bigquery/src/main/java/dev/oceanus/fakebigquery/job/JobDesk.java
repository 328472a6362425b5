package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.load.Upload;
import dev.oceanus.fakebigquery.query.Query;
import dev.oceanus.fakebigquery.quota.Quotas;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredJob;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes jobs in, and tells about them. An id that is taken stays taken, whatever became of its job.
 * Thread-safe.
 */
public final class JobDesk {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,1024}");
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
    ObjectNode configuration = request.configuration();
    boolean load = configuration.has("load");
    if (!load && !configuration.has("query")) {
      throw configuration.has("copy") || configuration.has("extract")
          ? ApiException.unsupported("A copy or extract job")
          : new ApiException(400, "required", "Required parameter is missing");
    }
    configuration.put("jobType", load ? "LOAD" : "QUERY");
    StoredJob job =
        store.transaction(
            transaction -> load ? load(transaction, request) : query(transaction, request));
    hidden.hide(job.reference(), request.fault());
    if (!job.isDone()) {
      runner.submit(job);
    }
    return job;
  }

  private StoredJob load(Transaction transaction, JobRequest request) throws SQLException {
    JsonNode load = request.configuration().path("load");
    checkLoad(load, request.upload());
    TableRef target = LoadTask.target(load, request.project());
    JobRef reference = reference(transaction, request, Optional.of(target.inDataset()));
    StoredJob job = create(transaction, reference, request);
    try {
      quotas.countLoad(transaction, target);
    } catch (ApiException e) {
      job = JobResource.failed(job, transaction.now(), e, List.of());
    }
    transaction.jobs().insert(job);
    return job;
  }

  private static void checkLoad(JsonNode load, Optional<Upload> upload) {
    if (load.path("sourceUris").size() > 0) {
      throw ApiException.unsupported("Loading from sourceUris");
    }
    if (upload.isEmpty()) {
      throw new ApiException(400, "required", "Required parameter is missing: sourceUris");
    }
    String format = load.path("sourceFormat").asString("CSV");
    if (!List.of("CSV", "NEWLINE_DELIMITED_JSON").contains(format)) {
      throw ApiException.unsupported("A load job of format " + format);
    }
    if (load.path("autodetect").asBoolean(false)) {
      throw ApiException.unsupported("autodetect");
    }
  }

  private StoredJob query(Transaction transaction, JobRequest request) throws SQLException {
    ObjectNode configuration = (ObjectNode) request.configuration().path("query");
    if (configuration.path("useLegacySql").asBoolean(true)
        && configuration.path("query").asString("").contains("[")) {
      throw ApiException.unsupported("Legacy SQL");
    }
    Optional<DatasetRef> source = source(transaction, request.project(), configuration);
    JobRef reference = reference(transaction, request, source);
    if (!configuration.has("destinationTable")) {
      configuration.set("destinationTable", AnonymousTables.make(transaction, reference).json());
      configuration.put("writeDisposition", "WRITE_TRUNCATE");
    }
    StoredJob job = create(transaction, reference, request);
    transaction.jobs().insert(job);
    return job;
  }

  /** A dataset that a query reads; none if it cannot be translated, which its run will tell. */
  private static Optional<DatasetRef> source(
      Transaction transaction, String project, JsonNode configuration) {
    try {
      return new Query(transaction, project, configuration)
          .tables().stream().map(table -> table.reference().inDataset()).findFirst();
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private StoredJob create(Transaction transaction, JobRef reference, JobRequest request) {
    long now = transaction.now();
    return new StoredJob(
        reference,
        now,
        "PENDING",
        Fate.of(request.fault()),
        request.upload().map(Upload::text).orElse(""),
        JobResource.created(reference, request.configuration(), now));
  }

  /** The name that the job gets. */
  private static JobRef reference(
      Transaction transaction, JobRequest request, Optional<DatasetRef> dataset)
      throws SQLException {
    JsonNode asked = request.job().path("jobReference");
    String id = asked.path("jobId").asString("");
    if (id.isEmpty()) {
      id = "job_" + UUID.randomUUID().toString().replace("-", "");
    }
    if (!ID.matcher(id).matches()) {
      throw ApiException.invalid(
          "Invalid job ID \""
              + id
              + "\". Job IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024 characters long.");
    }
    String project = asked.path("projectId").asString(request.project());
    String location = asked.path("location").asString("");
    if (location.isEmpty()) {
      location = dataset.isEmpty() ? DEFAULT_LOCATION : location(transaction, dataset.get());
    }
    JobRef reference = new JobRef(project, location, id);
    Optional<StoredJob> taken = transaction.jobs().find(reference);
    if (taken.isPresent()) {
      throw ApiException.duplicate("Job " + taken.get().reference());
    }
    return reference;
  }

  private static String location(Transaction transaction, DatasetRef dataset) throws SQLException {
    return transaction
        .datasets()
        .find(dataset)
        .orElseThrow(() -> ApiException.notFound("Dataset " + dataset))
        .path("location")
        .asString(DEFAULT_LOCATION);
  }

  /** What a query would cost and give, without running it. */
  public ObjectNode rehearse(JobRequest request) {
    return store.transaction(transaction -> DryRun.of(transaction, request));
  }

  /**
   * A job by its name.
   *
   * @param location where to look; without it only in US
   */
  public StoredJob get(String project, String id, Optional<String> location) {
    JobRef reference = new JobRef(project, location.orElse(DEFAULT_LOCATION), id);
    Optional<StoredJob> found =
        store.transaction(transaction -> transaction.jobs().find(reference));
    return found
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
