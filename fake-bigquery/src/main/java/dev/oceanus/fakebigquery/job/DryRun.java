package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.query.Query;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A query job that is not run: names are checked, bytes are estimated. */
final class DryRun {
  private DryRun() {}

  static ObjectNode of(Transaction transaction, JobRequest request) throws SQLException {
    JsonNode configuration = request.configuration().path("query");
    Query query = new Query(transaction, request.project(), configuration);
    ObjectNode statistics = QueryTask.statistics(query);
    ObjectNode ofQuery = (ObjectNode) statistics.get("query");
    ofQuery.put("totalBytesProcessedAccuracy", "PRECISE");
    if (query.statementType().equals("SELECT")) {
      ofQuery.set("schema", query.schema());
    }
    ofQuery
        .putArray("referencedTables")
        .addAll(query.tables().stream().map(StoredTable::reference).map(r -> r.json()).toList());
    JobRef none = new JobRef(request.project(), "US", "");
    ObjectNode resource = JobResource.created(none, request.configuration(), transaction.now());
    statistics.put("creationTime", Long.toString(transaction.now()));
    resource.set("statistics", statistics);
    ((ObjectNode) resource.get("jobReference")).remove("jobId");
    ((ObjectNode) resource.get("status")).put("state", "DONE");
    return resource;
  }
}
