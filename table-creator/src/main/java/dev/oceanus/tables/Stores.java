package dev.oceanus.tables;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.tables.bigquery.BigQueryTableStore;
import dev.oceanus.tables.duckdb.DuckDbTableStore;
import dev.oceanus.tables.store.TableStore;

/** Chooses the adapter. */
final class Stores {
  private Stores() {}

  /** The tables of this warehouse. A DuckDB file is open only while it is asked. */
  static TableStore of(WarehouseConfig warehouse) {
    return switch (warehouse.kind()) {
      case BIGQUERY -> new BigQueryTableStore(new BigQueryConnection(warehouse.bigQuery()));
      case DUCKDB ->
          new DuckDbTableStore(new DuckDbFile(warehouse.duckDb().file(), Opening.SHARED));
    };
  }
}
