package dev.oceanus.tables.memory;

import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.OfView;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.store.TableStore;
import dev.oceanus.tables.store.TableStoreContract;
import dev.oceanus.tables.wanted.TableTerms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the other tests stand on keeps the contract too. */
class MemoryTableStoreTest extends TableStoreContract {
  private final MemoryTableStore store =
      new MemoryTableStore(new Found(Optional.of(new Place(Optional.of("EU"))), Map.of()));

  @Override
  protected TableStore store() {
    return store;
  }

  @Override
  protected TableTerms terms() {
    return new TableTerms(
        new WarehouseConfig(
            WarehouseConfig.Kind.BIGQUERY,
            new WarehouseConfig.DuckDb(Path.of("no.duckdb"), false),
            new WarehouseConfig.BigQuery("test", "analytics", Optional.empty())),
        Optional.of("EU"),
        Optional.empty());
  }

  @Override
  protected Others others() {
    return new Others() {
      @Override
      public void createTable(String name, List<Column> columns, Partitioning partitioning) {
        store.put(
            name, new OfTable(new Table(name, "", columns, partitioning, List.of(), Map.of())));
      }

      @Override
      public void dropTable(String name) {
        store.put(name, null);
      }

      @Override
      public void createView(String name, String sql) {
        store.put(name, new OfView("", sql));
      }
    };
  }
}
