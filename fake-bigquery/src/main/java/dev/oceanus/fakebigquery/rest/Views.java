package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.query.Query;
import dev.oceanus.fakebigquery.store.Transaction;
import tools.jackson.databind.node.ObjectNode;

/**
 * Views: the tables that one names must be there. Its columns are told if DuckDB understands the
 * query, which it need not.
 */
final class Views {
  private Views() {}

  static void complete(Transaction transaction, TableRef view, ObjectNode resource) {
    ObjectNode definition = (ObjectNode) resource.path("view");
    if (definition.path("query").asString("").isBlank()) {
      throw new ApiException(400, "required", "Required parameter is missing: view.query");
    }
    definition.put("useLegacySql", false);
    ObjectNode configuration = Json.object().put("query", definition.path("query").asString());
    Query query = new Query(transaction, view.project(), configuration);
    try {
      resource.set("schema", query.schema());
    } catch (ApiException e) {
      resource.remove("schema"); // stored as it is
    }
  }
}
