package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.schema.Schema;
import dev.oceanus.loader.bigquery.TestDataset;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of streams, on the stand-in. */
class BigQueryStreamWarehouseTest extends WarehouseContract {
  private final StandIn standIn;
  private final TestDataset dataset;
  private final Warehouse warehouse;

  BigQueryStreamWarehouseTest(@TempDir Path folder) {
    standIn = new StandIn(folder);
    dataset = standIn.dataset();
    warehouse = another();
  }

  @AfterEach
  void close() {
    standIn.close();
  }

  @Override
  protected Warehouse warehouse() {
    return warehouse;
  }

  @Override
  protected final Warehouse another() {
    return new PatientWarehouse(standIn.warehouse());
  }

  @Override
  protected void table(String lane, Schema schema) {
    dataset.table(lane, schema);
  }

  @Override
  protected void refusing(String lane) {
    dataset.table(lane, SCHEMA, Set.of("text"));
  }

  @Override
  protected List<Map<String, @Nullable Object>> rows(String lane) {
    return dataset.rows(lane);
  }
}
