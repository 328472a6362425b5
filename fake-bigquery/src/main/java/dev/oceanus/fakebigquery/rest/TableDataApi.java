package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.query.TableRows;
import dev.oceanus.fakebigquery.schema.Column;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows of tables, page by page. Thread-safe. */
public final class TableDataApi {
  private static final long PAGE = 20_000;

  private final Store store;

  public TableDataApi(Store store) {
    this.store = store;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            Resources.ROOT + "/{project}/datasets/{dataset}/tables/{table}/data",
            "tabledata.list",
            this::list));
  }

  private Reply list(Call call) {
    return store.transaction(
        transaction -> {
          StoredTable table =
              transaction
                  .tables()
                  .find(call.table())
                  .orElseThrow(() -> ApiException.notFound("Table " + call.table()));
          if (table.isView()) {
            throw ApiException.invalid("Cannot list a table of type VIEW.");
          }
          return Reply.ok(page(transaction, table, call));
        });
  }

  private static ObjectNode page(Transaction transaction, StoredTable table, Call call)
      throws SQLException {
    long start = Resources.start(call);
    long total = TableRows.count(transaction, table);
    ArrayNode rows = TableRows.page(transaction, table, selected(table, call), window(call, start));
    ObjectNode answer =
        Json.object()
            .put("kind", "bigquery#tableDataList")
            .put("etag", Resources.etag(table.resource()))
            .put("totalRows", Long.toString(total));
    long next = start + rows.size();
    if (!rows.isEmpty()) {
      answer.set("rows", rows);
    }
    if (next < total && !rows.isEmpty()) {
      answer.put("pageToken", Resources.token(next));
    }
    return answer;
  }

  /** Which rows a call wants. */
  static TableRows.Page window(Call call, long start) {
    boolean int64 =
        call.parameter("formatOptions.useInt64Timestamp").orElse("false").equals("true");
    return new TableRows.Page(start, Math.min(PAGE, call.number("maxResults", PAGE)), int64);
  }

  private static List<Column> selected(StoredTable table, Call call) {
    Columns columns = table.columns();
    String wanted = call.parameter("selectedFields").orElse("");
    if (wanted.isEmpty()) {
      return columns.all();
    }
    Set<String> names = Set.of(wanted.split(","));
    List<Column> selected = new ArrayList<>(columns.all());
    selected.removeIf(column -> !names.contains(column.name()));
    return selected;
  }
}
