package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.quota.Quotas;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.schema.SchemaChange;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables and views. Thread-safe. */
public final class TablesApi {
  private static final String ALL = Resources.ROOT + "/{project}/datasets/{dataset}/tables";
  private static final String ONE = ALL + "/{table}";
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd} ]{1,1024}");
  private static final long PAGE = 50;
  private static final List<String> READ_ONLY =
      List.of(
          "kind",
          "etag",
          "id",
          "selfLink",
          "creationTime",
          "lastModifiedTime",
          "type",
          "location",
          "numRows",
          "numBytes",
          "numLongTermBytes",
          "numTotalLogicalBytes",
          "numActiveLogicalBytes",
          "numLongTermLogicalBytes",
          "streamingBuffer");

  private final Store store;
  private final Quotas quotas;

  public TablesApi(Store store, Quotas quotas) {
    this.store = store;
    this.quotas = quotas;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", ALL, "tables.list", this::list),
        new Route("POST", ALL, "tables.insert", this::insert),
        new Route("GET", ONE, "tables.get", this::get),
        new Route("PATCH", ONE, "tables.patch", call -> change(call, true)),
        new Route("PUT", ONE, "tables.update", call -> change(call, false)),
        new Route("DELETE", ONE, "tables.delete", this::delete));
  }

  private Reply insert(Call call) {
    ObjectNode resource = Resources.body(call).without(READ_ONLY);
    TableRef table = TableRef.from(resource.path("tableReference"), call.dataset());
    if (!NAME.matcher(table.table()).matches()) {
      throw ApiException.invalid("Invalid table ID \"" + table.table() + "\".");
    }
    resource.set("tableReference", table.json());
    TableShape.check(resource);
    return store.transaction(
        transaction -> {
          ObjectNode dataset = dataset(transaction, table.inDataset());
          if (transaction.tables().find(table).isPresent()) {
            throw ApiException.duplicate("Table " + table);
          }
          String now = Long.toString(transaction.now());
          resource.put("creationTime", now).put("lastModifiedTime", now);
          expire(transaction, dataset, resource);
          if (resource.has("view")) {
            Views.complete(transaction, table, resource);
          }
          transaction.tables().insert(table, resource);
          return Reply.ok(TableAnswer.full(transaction, find(transaction, table)));
        });
  }

  private static void expire(Transaction transaction, ObjectNode dataset, ObjectNode resource) {
    long after = dataset.path("defaultTableExpirationMs").asLong(0);
    if (after > 0 && !resource.has("expirationTime")) {
      resource.put("expirationTime", Long.toString(transaction.now() + after));
    }
  }

  private static ObjectNode dataset(Transaction transaction, DatasetRef dataset)
      throws SQLException {
    return transaction
        .datasets()
        .find(dataset)
        .orElseThrow(() -> ApiException.notFound("Dataset " + dataset));
  }

  private static StoredTable find(Transaction transaction, TableRef table) throws SQLException {
    dataset(transaction, table.inDataset());
    return transaction
        .tables()
        .find(table)
        .orElseThrow(() -> ApiException.notFound("Table " + table));
  }

  private Reply get(Call call) {
    return store.transaction(
        transaction -> Reply.ok(TableAnswer.full(transaction, find(transaction, call.table()))));
  }

  private Reply change(Call call, boolean patch) {
    ObjectNode body = Resources.body(call).without(READ_ONLY);
    body.remove("tableReference");
    return store.transaction(
        transaction -> {
          StoredTable table = find(transaction, call.table());
          Resources.checkMatch(call, table.resource());
          quotas.countUpdate(table.reference());
          ObjectNode after = changed(table, body, patch);
          after.put("lastModifiedTime", Long.toString(transaction.now()));
          TableShape.check(after);
          if (table.isView()) {
            Views.complete(transaction, table.reference(), after);
            transaction.tables().update(table, after, new SchemaChange(List.of(), List.of()));
          } else {
            TableShape.checkChange(table.resource(), after);
            transaction.tables().update(table, after, schemaChange(table, after));
          }
          return Reply.ok(TableAnswer.full(transaction, find(transaction, table.reference())));
        });
  }

  private static ObjectNode changed(StoredTable table, ObjectNode body, boolean patch) {
    ObjectNode before = table.resource();
    ObjectNode after = patch ? Json.patched(before, body) : body.deepCopy();
    for (String kept : List.of("tableReference", "creationTime")) {
      after.set(kept, before.get(kept));
    }
    if (!after.has("schema") && before.has("schema")) {
      after.set("schema", before.get("schema"));
    }
    return after;
  }

  private static SchemaChange schemaChange(StoredTable table, ObjectNode after) {
    return SchemaChange.between(
        table.reference(), table.columns(), Columns.from(after.path("schema")));
  }

  private Reply delete(Call call) {
    return store.transaction(
        transaction -> {
          transaction.tables().delete(find(transaction, call.table()));
          return Reply.empty(204);
        });
  }

  private Reply list(Call call) {
    long start = Resources.start(call);
    long limit = call.number("maxResults", PAGE);
    List<StoredTable> all =
        store.transaction(
            transaction -> {
              dataset(transaction, call.dataset());
              return transaction.tables().of(call.dataset());
            });
    ArrayNode tables = Json.array();
    all.stream().skip(start).limit(limit).map(TableAnswer::item).forEach(tables::add);
    ObjectNode answer =
        Json.object()
            .put("kind", "bigquery#tableList")
            .put("etag", Resources.etag(tables))
            .put("totalItems", all.size());
    if (!tables.isEmpty()) {
      answer.set("tables", tables);
    }
    if (start + limit < all.size()) {
      answer.put("nextPageToken", Resources.token(start + limit));
    }
    return Reply.ok(answer);
  }
}
