package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.load.InsertedRow;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.RowAppender;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The old way of streaming rows in. Thread-safe. */
public final class InsertAllApi {
  private static final int MOST_ROWS = 50_000;

  private final Store store;
  private final InsertIds ids;

  public InsertAllApi(Store store, Settings settings) {
    this.store = store;
    this.ids = new InsertIds(settings, store.clock());
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            Resources.ROOT + "/{project}/datasets/{dataset}/tables/{table}/insertAll",
            "tabledata.insertAll",
            this::insert));
  }

  private Reply insert(Call call) {
    ObjectNode body = Resources.body(call);
    if (body.path("rows").isEmpty()) {
      throw ApiException.invalid("No rows present in the request.");
    }
    if (body.path("rows").size() > MOST_ROWS) {
      throw ApiException.invalid("Too many rows present in the request, limit: " + MOST_ROWS);
    }
    return store.transaction(transaction -> insert(transaction, call, body));
  }

  private Reply insert(Transaction transaction, Call call, ObjectNode body) throws SQLException {
    StoredTable table =
        transaction
            .tables()
            .find(call.table())
            .orElseThrow(() -> ApiException.notFound("Table " + call.table()));
    Columns columns = table.columns();
    boolean ignore = body.path("ignoreUnknownValues").asBoolean(false);
    List<InsertedRow> rows = new ArrayList<>();
    for (JsonNode row : body.path("rows")) {
      rows.add(InsertedRow.read(columns, row.path("json"), ignore));
    }
    boolean someBad = rows.stream().anyMatch(row -> !row.error().isEmpty());
    boolean skip = body.path("skipInvalidRows").asBoolean(false);
    if (!someBad || skip) {
      append(transaction, table, body.path("rows"), rows);
    }
    ObjectNode answer = Json.object().put("kind", "bigquery#tableDataInsertAllResponse");
    if (someBad) {
      answer.set("insertErrors", errors(rows, skip));
    }
    return Reply.ok(answer);
  }

  private void append(
      Transaction transaction, StoredTable table, JsonNode sent, List<InsertedRow> rows)
      throws SQLException {
    try (RowAppender appender = transaction.appender(table, table.columns())) {
      for (int i = 0; i < rows.size(); i++) {
        String id = sent.get(i).path("insertId").asString("");
        @Nullable Object @Nullable [] values = rows.get(i).values();
        if (values != null && ids.isNew(table.reference(), id)) {
          appender.append(values);
        }
      }
    }
  }

  private static ArrayNode errors(List<InsertedRow> rows, boolean skip) {
    ArrayNode errors = Json.array();
    for (int i = 0; i < rows.size(); i++) {
      String error = rows.get(i).error();
      if (!error.isEmpty() || !skip) {
        ObjectNode entry = Json.object().put("index", i);
        entry
            .putArray("errors")
            .addObject()
            .put("reason", error.isEmpty() ? "stopped" : "invalid")
            .put("location", "")
            .put("debugInfo", "")
            .put("message", error);
        errors.add(entry);
      }
    }
    return errors;
  }
}
