package dev.oceanus.local;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.duckdb.DuckDbWarehouse;
import java.util.Map;

/** Makes the tables before the first event, so that the first query finds them. */
final class Tables implements Component {
  private final DuckDbWarehouse warehouse;
  private final Map<Lane, Schema> lanes;

  Tables(DuckDbWarehouse warehouse, Map<Lane, Schema> lanes) {
    this.warehouse = warehouse;
    this.lanes = lanes;
  }

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public void start() {
    try {
      warehouse.prepare(lanes);
    } catch (WarehouseUnavailableException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public void close() {}
}
