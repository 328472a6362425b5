package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableSchema;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.schema.Columns;
import dev.oceanus.fakebigquery.store.StoredTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the backend of streams knows of the tables' columns, which lags behind the tables: it may
 * take minutes until a change is seen (source: Write API, "Schema updates"; {@code updated_schema}
 * in storage.proto). Thread-safe.
 */
final class KnownSchemas {
  private final Map<TableRef, Known> known = new ConcurrentHashMap<>();

  /**
   * What is seen of one table; the same object as long as nothing changes.
   *
   * @param known the columns that the backend of streams knows
   * @param columns all that the table has
   */
  record View(TableSchema known, Columns columns) {}

  /**
   * What is held of one table.
   *
   * @param made when the table was made, which tells it from an earlier one of the same name
   * @param seen which change of the table is known
   * @param latest which change of the table was the last
   */
  private record Known(Instant made, Instant seen, Instant latest, View view) {}

  /**
   * A table as streams see it now. The first look at a table sees it as it is.
   *
   * @param lag how long a change stays unseen
   */
  View of(StoredTable table, Instant now, Duration lag) {
    return known
        .compute(table.reference(), (name, before) -> next(before, table, now.minus(lag)))
        .view();
  }

  private static Known next(@Nullable Known before, StoredTable table, Instant visible) {
    Instant made = StreamTables.made(table);
    Instant changed = table.schemaChanged();
    if (before == null || !before.made().equals(made)) {
      return new Known(made, changed, changed, new View(schema(table), table.columns()));
    }
    if (!before.seen().equals(changed) && !changed.isAfter(visible)) {
      return new Known(made, changed, changed, new View(schema(table), table.columns()));
    }
    if (!before.latest().equals(changed)) {
      View view = new View(before.view().known(), table.columns());
      return new Known(made, before.seen(), changed, view);
    }
    return before;
  }

  private static TableSchema schema(StoredTable table) {
    return TableSchemas.of(table.resource().path("schema"));
  }
}
