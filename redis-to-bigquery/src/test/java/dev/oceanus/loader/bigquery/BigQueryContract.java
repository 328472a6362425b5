package dev.oceanus.loader.bigquery;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseContract;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contract in a dataset of BigQuery, whichever way of committing it is, wherever that is. */
public abstract class BigQueryContract extends WarehouseContract {
  /** Names the project in which the contract is tried as well. */
  public static final String PROJECT = "OCEANUS_IT_BIGQUERY_PROJECT";

  private final String test = UUID.randomUUID().toString();
  private @Nullable Warehouse warehouse;

  /** Where its tables are. */
  protected abstract TestDataset dataset();

  /** A warehouse as a process has it. */
  protected abstract Warehouse process();

  /** A dataset of its own in the project that the environment names. */
  public static WarehouseConfig.BigQuery inARealProject() {
    return new WarehouseConfig.BigQuery(
        System.getenv(PROJECT),
        System.getenv().getOrDefault("OCEANUS_IT_BIGQUERY_DATASET", "oceanus_it")
            + UUID.randomUUID().toString().replace('-', '_'),
        Optional.empty());
  }

  /** What a warehouse is made of, with ids of jobs that no other test has. */
  protected final BigQueryKit kit() {
    BigQueryKit kit =
        BigQueryKit.of(
            new BigQueryConnection(dataset().config()),
            new BigQueryKit.Surroundings(
                Clock.systemUTC(), System::nanoTime, new Random(), FailPoints.none()));
    return new BigQueryKit(
        kit.dataset(),
        new JobsOfATest(kit.jobs(), test),
        kit.tables(),
        kit.scratch(),
        kit.sealed(),
        kit.surroundings());
  }

  @Override
  protected final synchronized Warehouse warehouse() {
    Warehouse made = warehouse;
    if (made == null) {
      made = another();
      warehouse = made;
    }
    return made;
  }

  @Override
  protected final Warehouse another() {
    return new PatientWarehouse(process());
  }

  @Override
  protected void table(String lane, Schema schema) {
    dataset().table(lane, schema);
  }

  @Override
  protected void refusing(String lane) {
    dataset().table(lane, SCHEMA, Set.of("text"));
  }

  @Override
  protected List<Map<String, @Nullable Object>> rows(String lane) {
    return dataset().rows(lane);
  }

  @Override
  protected boolean keepsJsonByteForByte() {
    return false;
  }

  /** Ids of jobs are taken for half a year and in a whole project, and those of tests repeat. */
  private record JobsOfATest(Jobs jobs, String test) implements Jobs {
    @Override
    public Optional<FoundJob> find(String id) {
      return jobs.find(test + id);
    }

    @Override
    public void query(String id, Map<String, String> labels, String sql) {
      jobs.query(test + id, labels, sql);
    }

    @Override
    public void load(Load load, Content content) {
      jobs.load(new Load(test + load.id(), load.table(), load.labels()), content);
    }
  }
}
