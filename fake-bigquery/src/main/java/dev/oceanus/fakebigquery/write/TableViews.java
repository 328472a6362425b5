package dev.oceanus.fakebigquery.write;

import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredTable;
import java.util.Locale;

/** What streams see of their tables. Thread-safe. Methods throw {@link RefusedException}. */
final class TableViews {
  private final Store store;
  private final Settings settings;
  private final StreamTables tables;
  private final KnownSchemas schemas = new KnownSchemas();

  TableViews(Store store, Settings settings, StreamTables tables) {
    this.store = store;
    this.settings = settings;
    this.tables = tables;
  }

  /** The table of a stream, read now. */
  KnownSchemas.View of(StreamState stream) {
    StoredTable table = store.transaction(transaction -> tables.find(transaction, stream));
    return schemas.of(table, store.clock().instant(), settings.millis("schemaLagMs"));
  }

  /** Where the table's dataset is, in lower case as streams tell it. */
  String location(TableRef table) {
    return store
        .transaction(
            transaction ->
                transaction
                    .datasets()
                    .find(table.inDataset())
                    .map(dataset -> dataset.path("location").asString("US"))
                    .orElse("US"))
        .toLowerCase(Locale.ROOT);
  }
}
