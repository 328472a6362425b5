package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.load.LoadResult;
import dev.oceanus.fakebigquery.load.Loader;
import dev.oceanus.fakebigquery.load.StoredObject;
import dev.oceanus.fakebigquery.load.Upload;
import dev.oceanus.fakebigquery.quota.Quotas;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.store.RowAppender;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredJob;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs load jobs: all rows of the file and the job's end are committed at once, or no row. */
final class LoadTask implements JobTask {
  private final Store store;
  private final Quotas quotas;

  LoadTask(Store store, Quotas quotas) {
    this.store = store;
    this.quotas = quotas;
  }

  @Override
  public void run(StoredJob job) {
    try {
      store.beside(transaction -> load(transaction, job));
    } catch (FailedLoad failure) {
      store.change(
          transaction -> {
            Optional<StoredJob> now = transaction.jobs().find(job.reference());
            if (now.isPresent() && !now.get().isDone()) {
              transaction
                  .jobs()
                  .update(
                      JobResource.failed(
                          now.get(), transaction.now(), failure.why, failure.details));
            }
          });
    }
    deletePayload(job);
  }

  private void deletePayload(StoredJob job) {
    if (!job.payload().isEmpty()) {
      Upload.parse(job.payload()).delete(store.folder());
    }
  }

  private boolean load(Transaction transaction, StoredJob asked) throws SQLException {
    Optional<StoredJob> found = transaction.jobs().find(asked.reference());
    if (found.isEmpty() || found.get().isDone()) {
      return false; // cancelled
    }
    StoredJob job = found.get();
    JsonNode load = job.resource().path("configuration").path("load");
    try {
      StoredTable table = new Destination(transaction, job.reference()).prepare(load);
      transaction.jobs().update(rows(transaction, job, table, load));
      return true;
    } catch (ApiException e) {
      throw new FailedLoad(e, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("reading the upload of " + job.reference(), e);
    }
  }

  /** The job as it is once its rows are appended. */
  private StoredJob rows(Transaction transaction, StoredJob job, StoredTable table, JsonNode load)
      throws SQLException, IOException {
    Upload upload =
        job.payload().isEmpty()
            ? StoredObject.find(store.folder(), load.path("sourceUris"))
            : Upload.parse(job.payload());
    Columns columns = table.columns();
    String partitionedBy = table.resource().path("timePartitioning").path("field").asString("");
    Loader loader = new Loader(store.folder(), load, columns, partitionedBy);
    LoadResult result;
    long bytes;
    try (RowAppender appender = transaction.appender(table, columns)) {
      result = loader.load(upload, appender);
      bytes = appender.bytes();
    }
    if (result.failed()) {
      List<String> errors = result.errors();
      throw new FailedLoad(
          new ApiException(400, "invalid", errors.getFirst()), errors.subList(1, errors.size()));
    }
    if (table.resource().has("timePartitioning")) {
      quotas.countPartitions(transaction, table.reference(), result.partitions());
    }
    ObjectNode statistics =
        Json.object()
            .put("inputFiles", "1")
            .put("inputFileBytes", Long.toString(upload.length()))
            .put("outputRows", Long.toString(result.rows()))
            .put("outputBytes", Long.toString(bytes))
            .put("badRecords", Long.toString(result.bad()));
    ObjectNode added = Json.object().put("totalSlotMs", "1");
    added.set("load", statistics);
    return JobResource.done(job, transaction.now(), added, result.errors());
  }

  /** The table that a load job goes to. */
  static TableRef target(JsonNode load, String project) {
    TableRef named = TableRef.from(load.path("destinationTable"), new DatasetRef(project, ""));
    if (named.dataset().isEmpty() || named.table().isEmpty()) {
      throw new ApiException(400, "required", "Required parameter is missing");
    }
    int decorator = named.table().indexOf('$');
    return decorator < 0 ? named : named.inDataset().table(named.table().substring(0, decorator));
  }

  /** A load that has no effect. */
  private static final class FailedLoad extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiException why;
    private final transient List<String> details;

    FailedLoad(ApiException why, List<String> details) {
      super(why);
      this.why = why;
      this.details = details;
    }
  }
}
