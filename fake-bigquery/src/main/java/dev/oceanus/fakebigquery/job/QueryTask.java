package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.query.Query;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredJob;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs query jobs: the result goes to a table, and the job ends, in one transaction. */
final class QueryTask implements JobTask {
  private final Store store;

  QueryTask(Store store) {
    this.store = store;
  }

  @Override
  public void run(StoredJob job) {
    try {
      store.transaction(transaction -> query(transaction, job));
    } catch (ApiException e) {
      store.transaction(transaction -> fail(transaction, job, e));
    }
  }

  private static boolean fail(Transaction transaction, StoredJob job, ApiException why)
      throws SQLException {
    transaction.jobs().update(JobResource.failed(job, transaction.now(), why, List.of()));
    return true;
  }

  private static boolean query(Transaction transaction, StoredJob asked) throws SQLException {
    StoredJob job = transaction.jobs().find(asked.reference()).orElse(asked);
    if (job.isDone()) {
      return false; // cancelled
    }
    JsonNode configuration = job.resource().path("configuration").path("query");
    Query query = new Query(transaction, job.reference().project(), configuration);
    checkLocations(transaction, query, job);
    ObjectNode statistics = statistics(query);
    if (query.statementType().equals("SELECT")) {
      result(transaction, query, configuration);
    } else {
      ((ObjectNode) statistics.get("query"))
          .put("numDmlAffectedRows", Long.toString(query.change()));
    }
    transaction.jobs().update(JobResource.done(job, transaction.now(), statistics, List.of()));
    return true;
  }

  private static void checkLocations(Transaction transaction, Query query, StoredJob job)
      throws SQLException {
    for (StoredTable table : query.tables()) {
      Destination.checkLocation(
          transaction, table.reference().inDataset(), job.reference().location());
    }
  }

  /** What is told about a query. */
  static ObjectNode statistics(Query query) throws SQLException {
    String bytes = Long.toString(query.bytes());
    ObjectNode ofQuery =
        Json.object()
            .put("totalBytesProcessed", bytes)
            .put("totalBytesBilled", bytes)
            .put("cacheHit", false)
            .put("statementType", query.statementType());
    ObjectNode statistics = Json.object().put("totalBytesProcessed", bytes);
    statistics.set("query", ofQuery);
    return statistics;
  }

  private static void result(Transaction transaction, Query query, JsonNode configuration)
      throws SQLException {
    TableRef name = TableRef.from(configuration.path("destinationTable"), new DatasetRef("", ""));
    Optional<StoredTable> found = transaction.tables().find(name);
    String disposition = configuration.path("writeDisposition").asString("WRITE_EMPTY");
    if (found.isPresent() && disposition.equals("WRITE_TRUNCATE")) {
      transaction.tables().delete(found.get());
      found = Optional.empty();
    } else if (found.isPresent() && disposition.equals("WRITE_EMPTY")) {
      throw ApiException.duplicate("Table " + name);
    }
    if (found.isEmpty()) {
      String now = Long.toString(transaction.now());
      ObjectNode resource = Json.object();
      resource.set("tableReference", name.json());
      resource.set("schema", query.schema());
      resource.put("creationTime", now).put("lastModifiedTime", now);
      transaction.tables().insert(name, resource);
    }
    query.into(transaction.tables().find(name).orElseThrow());
  }
}
