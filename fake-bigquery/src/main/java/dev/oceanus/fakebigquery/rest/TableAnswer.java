package dev.oceanus.fakebigquery.rest;

import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.store.StoredTable;
import dev.oceanus.fakebigquery.store.Tables;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The API's resource of a table. */
final class TableAnswer {
  private static final List<String> LISTED =
      List.of(
          "labels",
          "timePartitioning",
          "clustering",
          "creationTime",
          "expirationTime",
          "friendlyName");

  private TableAnswer() {}

  /** All of it. */
  static ObjectNode full(Transaction transaction, StoredTable table) throws SQLException {
    TableRef name = table.reference();
    ObjectNode stored = table.resource();
    ObjectNode answer = begin(table, "bigquery#table").put("etag", Resources.etag(stored));
    answer.setAll(stored);
    answer.put(
        "location",
        transaction
            .datasets()
            .find(name.inDataset())
            .map(dataset -> dataset.path("location").asString())
            .orElse("US"));
    if (!table.isView()) {
      Tables.Size size = transaction.tables().size(name);
      answer
          .put("numBytes", Long.toString(size.bytes()))
          .put("numLongTermBytes", "0")
          .put("numRows", Long.toString(size.rows()));
      long modified = Math.max(size.lastGrowth(), stored.path("lastModifiedTime").asLong(0));
      answer.put("lastModifiedTime", Long.toString(modified));
    }
    return answer;
  }

  /** What a list says of it. */
  static ObjectNode item(StoredTable table) {
    ObjectNode item = begin(table, "bigquery#table");
    item.remove("selfLink");
    item.set("tableReference", table.reference().json());
    for (String key : LISTED) {
      if (table.resource().has(key)) {
        item.set(key, table.resource().get(key));
      }
    }
    if (table.isView()) {
      item.set("view", Json.object().put("useLegacySql", false));
    }
    return item;
  }

  private static ObjectNode begin(StoredTable table, String kind) {
    TableRef name = table.reference();
    return Json.object()
        .put("kind", kind)
        .put("id", name.toString())
        .put(
            "selfLink",
            Resources.link(
                "/%s/datasets/%s/tables/%s"
                    .formatted(name.project(), name.dataset(), name.table())))
        .put("type", table.isView() ? "VIEW" : "TABLE");
  }
}
