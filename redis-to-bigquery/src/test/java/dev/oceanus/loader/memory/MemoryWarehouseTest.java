package dev.oceanus.loader.memory;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.loader.memory.MemoryWarehouse.Stored;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseContract;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class MemoryWarehouseTest extends WarehouseContract {
  private final MemoryWarehouse warehouse = new MemoryWarehouse();

  @Override
  protected Warehouse warehouse() {
    return warehouse;
  }

  @Override
  protected Warehouse another() {
    return warehouse;
  }

  @Override
  protected void table(String lane, Schema schema) {}

  @Override
  protected void refusing(String lane) {
    warehouse.refuse(row -> row.event().get("text") == null);
  }

  @Override
  protected List<Map<String, @Nullable Object>> rows(String lane) {
    return warehouse.rows(lane).stream()
        .sorted(Comparator.comparing(stored -> stored.row().entry().id()))
        .map(stored -> row(lane, stored))
        .toList();
  }

  private static Map<String, @Nullable Object> row(String lane, Stored stored) {
    Map<String, @Nullable Object> row = new HashMap<>();
    for (Field field : stored.row().event().schema().fields()) {
      row.put(field.name(), stored.row().event().get(field.name()));
    }
    row.put("_batch", stored.batch().toString());
    row.put("_entry", stored.row().entry().text(lane));
    return row;
  }
}
