package dev.oceanus.tables.wanted;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseConfig.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * What depends on the warehouse and its settings.
 *
 * @param warehouse which one
 * @param location of a dataset that is made; empty where nobody has chosen
 * @param expiry how long a day's rows are kept; empty for as long as they are kept now
 */
public record TableTerms(
    WarehouseConfig warehouse, Optional<String> location, Optional<Duration> expiry) {
  /** Those of a DuckDB file. */
  public static TableTerms of(WarehouseConfig warehouse) {
    return new TableTerms(warehouse, Optional.empty(), Optional.empty());
  }

  boolean inBigQuery() {
    return warehouse.kind() == Kind.BIGQUERY;
  }

  /** The dataset as in messages. */
  public String dataset() {
    return inBigQuery()
        ? warehouse.bigQuery().toString()
        : warehouse.duckDb().file().getFileName().toString();
  }

  Schema withLoaderColumns(Schema schema) {
    return inBigQuery() ? LoaderColumns.inBigQuery(schema) : LoaderColumns.inDuckDb(schema);
  }

  /** A table as a view's query names it. */
  String quoted(String table) {
    return inBigQuery() ? "`" + warehouse.bigQuery() + "." + table + "`" : '"' + table + '"';
  }
}
