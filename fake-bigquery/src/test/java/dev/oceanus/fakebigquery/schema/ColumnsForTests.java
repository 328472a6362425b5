package dev.oceanus.fakebigquery.schema;

import dev.oceanus.fakebigquery.api.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Columns from a short text: {@code "a STRING REQUIRED, b INT64"}. */
public final class ColumnsForTests {
  private ColumnsForTests() {}

  public static Columns of(String list) {
    return Columns.from(schema(list));
  }

  /** The same as the API's schema. */
  public static ObjectNode schema(String list) {
    ArrayNode fields = Json.array();
    for (String each : list.split(", ?", -1)) {
      String[] words = each.split(" ", -1);
      fields.add(
          Json.object()
              .put("name", words[0])
              .put("type", words[1])
              .put("mode", words.length > 2 ? words[2] : "NULLABLE"));
    }
    return Json.object().set("fields", fields);
  }
}
