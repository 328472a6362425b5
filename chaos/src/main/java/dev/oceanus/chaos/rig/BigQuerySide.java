package dev.oceanus.chaos.rig;

import dev.oceanus.chaos.rig.RigPlan.Warehouse;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.testkit.ledger.Oracle;
import dev.oceanus.testkit.process.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** BigQuery's stand-in as a process, and the owner of its tables. */
final class BigQuerySide implements WarehouseSide {
  static final String PROJECT = "chaos";
  static final String DATASET = "web";

  private final RigPlan plan;
  private final Map<String, String> settings;
  private final Service bigQuery;
  private final Service tableCreator;
  private final StandIn standIn;

  BigQuerySide(RigPlan plan, ServiceSettings services) {
    int port = Ports.free();
    int writePort = Ports.free();
    Map<String, String> dataset =
        Map.of(
            "OCEANUS_WAREHOUSE",
            "bigquery",
            "OCEANUS_BIGQUERY_PROJECT",
            PROJECT,
            "OCEANUS_BIGQUERY_DATASET",
            DATASET,
            "OCEANUS_BIGQUERY_ENDPOINT",
            "http://127.0.0.1:" + port);
    this.plan = plan;
    this.settings = new HashMap<>(dataset);
    settings.put("OCEANUS_BIGQUERY_MODE", plan.warehouse().key());
    if (plan.warehouse() == Warehouse.STREAM) {
      settings.put("OCEANUS_BIGQUERY_WRITE_ENDPOINT", "http://127.0.0.1:" + writePort);
    }
    settings.put("OCEANUS_BIGQUERY_JOBS_PER_DAY", "1000000");
    settings.put("OCEANUS_BATCH_AGE", "500ms");
    this.bigQuery = services.bigQuery(port, writePort);
    this.tableCreator = services.tableCreator(dataset);
    this.standIn = new StandIn(port);
  }

  @Override
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  @Override
  public List<Service> services() {
    return List.of(bigQuery, tableCreator);
  }

  /** The process of the stand-in. */
  Service bigQuery() {
    return bigQuery;
  }

  /** The process that owns the tables. */
  Service tableCreator() {
    return tableCreator;
  }

  /** What the stand-in is told by tests. */
  StandIn standIn() {
    return standIn;
  }

  @Override
  public void tell(Set<Lane> lanes, List<String> compared, Oracle oracle) {
    Tables.ofBigQuery(plan.file(), PROJECT + ":" + DATASET).tell(lanes, compared, oracle);
  }
}
