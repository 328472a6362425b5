package dev.oceanus.chaos.rig;

import dev.oceanus.common.stream.Lane;
import dev.oceanus.testkit.ledger.Oracle;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A DuckDB file, which needs no process. */
record DuckDbSide(RigPlan plan) implements WarehouseSide {
  @Override
  public Map<String, String> settings() {
    return Map.of(
        "OCEANUS_WAREHOUSE", "duckdb",
        "OCEANUS_DUCKDB_FILE", plan.file().toString(),
        "OCEANUS_DUCKDB_SHARED", Boolean.toString(plan.shared()));
  }

  @Override
  public List<Service> services() {
    return List.of();
  }

  @Override
  public void tell(Set<Lane> lanes, List<String> compared, Oracle oracle) {
    Tables.ofDuckDb(plan.file(), plan.collectors() == 1).tell(lanes, compared, oracle);
  }
}
