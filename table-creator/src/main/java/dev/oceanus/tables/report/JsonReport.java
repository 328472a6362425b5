package dev.oceanus.tables.report;

import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Conflict;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.upkeep.Account;
import dev.oceanus.tables.upkeep.Account.Reading;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** For programs: one JSON object. */
public final class JsonReport {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonReport() {}

  /**
   * The whole account on one line.
   *
   * @param dataset of which it is
   * @param done whether the changes were done, or are to be done
   */
  public static String of(String dataset, boolean done, Account account) {
    ObjectNode root = JSON.createObjectNode();
    root.put("dataset", dataset);
    root.put("done", done);
    account.changes().forEach(change -> add(root.withArray("changes"), change));
    root.withArray("changes");
    ArrayNode conflicts = root.withArray("conflicts");
    for (Conflict conflict : account.conflicts()) {
      conflicts.addObject().put("target", conflict.target()).put("message", conflict.message());
    }
    ArrayNode views = root.withArray("views");
    account.readings().forEach(reading -> add(views, reading));
    return root.toString();
  }

  private static void add(ArrayNode changes, Change change) {
    ChangeWords words = ChangeWords.of(change);
    ObjectNode node =
        changes
            .addObject()
            .put("kind", words.kind())
            .put("target", change.target())
            .put("detail", words.detail());
    List<Column> columns = ChangeWords.columns(change);
    if (!columns.isEmpty()) {
      ArrayNode array = node.withArray("columns");
      columns.forEach(
          column -> array.addObject().put("name", column.name()).put("type", column.type()));
    }
  }

  private static void add(ArrayNode views, Reading reading) {
    ObjectNode view =
        views.addObject().put("name", reading.view().name()).put("table", reading.view().table());
    switch (reading.estimate()) {
      case Estimate.Bytes(long bytes) -> view.put("bytes", bytes);
      case Estimate.Free unused -> view.put("bytes", 0);
      case Estimate.Unknown(String why) -> view.putNull("bytes").put("why", why);
      case Estimate.Refused(String why) -> view.putNull("bytes").put("why", why);
    }
  }
}
