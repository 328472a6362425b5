package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.api.Labels;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.load.StoredObject;
import dev.oceanus.fakebigquery.load.Upload;
import dev.oceanus.fakebigquery.query.Query;
import dev.oceanus.fakebigquery.quota.Quotas;
import dev.oceanus.fakebigquery.store.StoredJob;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A job on its way in: checked, named, counted, stored. Part of a transaction. */
final class Insertion {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,1024}");
  private static final String DEFAULT_LOCATION = "US";

  private final Transaction transaction;
  private final Quotas quotas;
  private final JobRequest request;

  Insertion(Transaction transaction, Quotas quotas, JobRequest request) {
    this.transaction = transaction;
    this.quotas = quotas;
    this.request = request;
  }

  /**
   * Stores the job.
   *
   * @throws ApiException if its id is taken, or what it asks for makes no sense
   */
  StoredJob insert() throws SQLException {
    ObjectNode configuration = request.configuration();
    Labels.check(configuration.path("labels"));
    if (configuration.has("load")) {
      configuration.put("jobType", "LOAD");
      return load();
    }
    if (configuration.has("query")) {
      configuration.put("jobType", "QUERY");
      return query();
    }
    throw configuration.has("copy") || configuration.has("extract")
        ? ApiException.unsupported("A copy or extract job")
        : missing("configuration.load or configuration.query");
  }

  private StoredJob load() throws SQLException {
    ObjectNode load = (ObjectNode) request.configuration().path("load");
    check(load);
    TableRef target = LoadTask.target(load, request.project());
    ((ObjectNode) load.path("destinationTable")).put("projectId", target.project());
    JobRef reference = reference(Optional.of(target.inDataset()));
    StoredJob job = create(reference);
    try {
      quotas.countLoad(transaction, target);
    } catch (ApiException e) {
      job = JobResource.failed(job, transaction.now(), e, List.of());
    }
    transaction.jobs().insert(job);
    return job;
  }

  private void check(JsonNode load) {
    if (request.upload().isPresent()) {
      if (!load.path("sourceUris").isEmpty()) {
        throw ApiException.invalid("sourceUris cannot be specified with an upload");
      }
    } else if (load.path("sourceUris").isEmpty()) {
      throw missing("sourceUris");
    } else {
      StoredObject.check(load.path("sourceUris"));
    }
    String format = load.path("sourceFormat").asString("CSV");
    if (!List.of("CSV", "NEWLINE_DELIMITED_JSON").contains(format)) {
      throw ApiException.unsupported("A load job of format " + format);
    }
    if (load.path("autodetect").asBoolean(false)) {
      throw ApiException.unsupported("autodetect");
    }
  }

  private static ApiException missing(String what) {
    return new ApiException(400, "required", "Required parameter is missing: " + what);
  }

  private StoredJob query() throws SQLException {
    ObjectNode query = (ObjectNode) request.configuration().path("query");
    if (query.path("query").asString("").isBlank()) {
      throw missing("query");
    }
    JobRef reference = reference(source(query));
    if (!query.has("destinationTable")) {
      query.set("destinationTable", AnonymousTables.make(transaction, reference).json());
      query.put("writeDisposition", "WRITE_TRUNCATE");
    }
    StoredJob job = create(reference);
    transaction.jobs().insert(job);
    return job;
  }

  /** A dataset that the query reads; none if it cannot be translated, which its run will tell. */
  private Optional<DatasetRef> source(JsonNode query) {
    try {
      return new Query(transaction, request.project(), query)
          .tables().stream().map(table -> table.reference().inDataset()).findFirst();
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private StoredJob create(JobRef reference) {
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
  private JobRef reference(Optional<DatasetRef> dataset) throws SQLException {
    JsonNode asked = request.job().path("jobReference");
    String id = asked.path("jobId").asString("");
    if (id.isEmpty()) {
      id = "job_" + UUID.randomUUID().toString().replace("-", "");
    }
    if (!ID.matcher(id).matches()) {
      throw ApiException.invalid(
          "Invalid job ID \"%s\". Job IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024 characters long."
              .formatted(id));
    }
    String location = asked.path("location").asString("");
    if (location.isEmpty()) {
      location = dataset.isEmpty() ? DEFAULT_LOCATION : location(dataset.get());
    }
    JobRef reference =
        new JobRef(asked.path("projectId").asString(request.project()), location, id);
    Optional<StoredJob> taken = transaction.jobs().find(reference);
    if (taken.isPresent()) {
      throw ApiException.duplicate("Job " + taken.get().reference());
    }
    return reference;
  }

  private String location(DatasetRef dataset) throws SQLException {
    return transaction
        .datasets()
        .find(dataset)
        .orElseThrow(() -> ApiException.notFound("Dataset " + dataset))
        .path("location")
        .asString(DEFAULT_LOCATION);
  }
}
