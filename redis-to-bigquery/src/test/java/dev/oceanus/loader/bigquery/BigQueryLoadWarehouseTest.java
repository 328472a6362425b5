package dev.oceanus.loader.bigquery;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The contract of load jobs, on the stand-in and, where one is named, in a real project. */
class BigQueryLoadWarehouseTest {
  /** On the stand-in. */
  @Nested
  class OnTheStandIn extends ByLoadJobs {
    private final FakeBigQuery fake;

    OnTheStandIn(@TempDir Path folder) {
      super(new LoadTerms(86_400_000, Duration.ofMillis(5), Duration.ofMillis(20)));
      fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder));
      use(new WarehouseConfig.BigQuery("test", "web", Optional.of(fake.url())));
    }

    @AfterEach
    void close() {
      fake.close();
    }
  }

  /** In a project of Google's, in datasets that are made for each test and deleted. */
  @Nested
  @EnabledIfEnvironmentVariable(named = "OCEANUS_IT_BIGQUERY_PROJECT", matches = ".+")
  class InARealProject extends ByLoadJobs {
    InARealProject() {
      super(new LoadTerms(86_400, Duration.ofMillis(500), Duration.ofSeconds(1)));
      use(
          new WarehouseConfig.BigQuery(
              System.getenv("OCEANUS_IT_BIGQUERY_PROJECT"),
              System.getenv().getOrDefault("OCEANUS_IT_BIGQUERY_DATASET", "oceanus_it")
                  + UUID.randomUUID().toString().replace('-', '_'),
              Optional.empty()));
      dataset().make("US");
    }

    @AfterEach
    void delete() {
      dataset().delete();
    }
  }

  abstract static class ByLoadJobs extends WarehouseContract {
    private final LoadTerms terms;
    private final String test = UUID.randomUUID().toString();
    private @Nullable TestDataset dataset;
    private @Nullable Warehouse warehouse;

    ByLoadJobs(LoadTerms terms) {
      this.terms = terms;
    }

    final void use(WarehouseConfig.BigQuery config) {
      dataset = new TestDataset(config);
      warehouse = another();
    }

    final TestDataset dataset() {
      return Objects.requireNonNull(dataset);
    }

    @Override
    protected final Warehouse another() {
      BigQueryKit kit =
          BigQueryKit.of(
              new BigQueryConnection(dataset().config()),
              new BigQueryKit.Surroundings(
                  Clock.systemUTC(), System::nanoTime, new Random(), FailPoints.none()));
      BigQueryKit apart =
          new BigQueryKit(
              kit.dataset(),
              new JobsOfATest(kit.jobs(), test),
              kit.tables(),
              kit.scratch(),
              kit.sealed(),
              kit.surroundings());
      return new PatientWarehouse(new BigQueryLoadWarehouse(apart, terms, id -> Optional.empty()));
    }

    @Override
    protected Warehouse warehouse() {
      return Objects.requireNonNull(warehouse);
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
