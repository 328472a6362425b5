package dev.oceanus.fakebigquery.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.schema.ColumnType;
import dev.oceanus.fakebigquery.schema.Columns;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that was sent with {@code tabledata.insertAll}.
 *
 * @param values of all columns, null if it is bad
 * @param error what is wrong with it, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // as the store takes it, and compared by nobody
public record InsertedRow(@Nullable Object @Nullable [] values, String error) {
  /** Reads a row; a JSON column takes its text here, not its value. */
  public static InsertedRow read(Columns columns, JsonNode row, boolean ignoreUnknown) {
    ObjectNode plain = Json.object();
    row.properties().forEach(each -> plain.set(each.getKey(), each.getValue()));
    byte[] text = plain.toString().getBytes(UTF_8);
    try {
      @Nullable Object @Nullable [] values =
          new JsonRows(columns, ignoreUnknown).parse(text, 0, text.length);
      if (values != null) {
        unwrap(columns, row, values);
      }
      return new InsertedRow(values, "");
    } catch (BadRowException e) {
      return new InsertedRow(null, e.text());
    }
  }

  private static void unwrap(Columns columns, JsonNode row, @Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      JsonNode sent = row.path(columns.get(i).name());
      if (columns.get(i).type() == ColumnType.JSON && sent.isString()) {
        values[i] = sent.asString();
      }
    }
  }
}
