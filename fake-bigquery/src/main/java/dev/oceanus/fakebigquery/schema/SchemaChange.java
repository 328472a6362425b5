package dev.oceanus.fakebigquery.schema;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.TableRef;
import java.util.ArrayList;
import java.util.List;

/**
 * What changes from one schema of a table to the next: columns may be added unless they are
 * REQUIRED, and REQUIRED may become NULLABLE. All else is refused, as BigQuery does.
 *
 * @param added columns that are new
 * @param relaxed names of those that need no value any more
 */
public record SchemaChange(List<Column> added, List<String> relaxed) {
  public SchemaChange {
    added = List.copyOf(added);
    relaxed = List.copyOf(relaxed);
  }

  public boolean isEmpty() {
    return added.isEmpty() && relaxed.isEmpty();
  }

  /**
   * Compares two schemas.
   *
   * @throws ApiException if a table cannot change that way
   */
  public static SchemaChange between(TableRef table, Columns before, Columns after) {
    List<String> relaxed = new ArrayList<>();
    for (Column old : before.all()) {
      int index = after.indexOf(old.name());
      if (index < 0) {
        throw mismatch(table, "Field " + old.name() + " is missing in new schema");
      }
      Column changed = after.get(index);
      if (changed.type() != old.type()) {
        throw mismatch(
            table,
            "Field %s has changed type from %s to %s"
                .formatted(old.name(), old.type(), changed.type()));
      }
      if (!old.required() && changed.required()) {
        throw mismatch(
            table, "Field %s has changed mode from NULLABLE to REQUIRED".formatted(old.name()));
      }
      if (old.required() && !changed.required()) {
        relaxed.add(old.name());
      }
    }
    List<Column> added =
        after.all().stream().filter(column -> before.indexOf(column.name()) < 0).toList();
    for (Column column : added) {
      if (column.required()) {
        throw mismatch(
            table,
            "Cannot add required fields to an existing schema. (field: " + column.name() + ")");
      }
    }
    return new SchemaChange(added, relaxed);
  }

  private static ApiException mismatch(TableRef table, String what) {
    return ApiException.invalid(
        "Provided Schema does not match Table " + table + ". " + what + ".");
  }
}
