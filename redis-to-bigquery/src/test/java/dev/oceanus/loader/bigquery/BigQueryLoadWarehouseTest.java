package dev.oceanus.loader.bigquery;

import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.loader.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
    private final TestDataset dataset;

    OnTheStandIn(@TempDir Path folder) {
      super(new LoadTerms(86_400_000, Duration.ofMillis(5), Duration.ofMillis(20)));
      fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder));
      dataset =
          new TestDataset(new WarehouseConfig.BigQuery("test", "web", Optional.of(fake.url())));
    }

    @Override
    protected TestDataset dataset() {
      return dataset;
    }

    @AfterEach
    void close() {
      fake.close();
    }
  }

  /** In a project of Google's, in datasets that are made for each test and deleted. */
  @Nested
  @EnabledIfEnvironmentVariable(named = BigQueryContract.PROJECT, matches = ".+")
  class InARealProject extends ByLoadJobs {
    private final TestDataset dataset = new TestDataset(inARealProject());

    InARealProject() {
      super(new LoadTerms(86_400, Duration.ofMillis(500), Duration.ofSeconds(1)));
      dataset.make("US");
    }

    @Override
    protected TestDataset dataset() {
      return dataset;
    }

    @AfterEach
    void delete() {
      dataset.delete();
    }
  }

  abstract static class ByLoadJobs extends BigQueryContract {
    private final LoadTerms terms;

    ByLoadJobs(LoadTerms terms) {
      this.terms = terms;
    }

    @Override
    protected Warehouse process() {
      return new BigQueryLoadWarehouse(kit(), terms, id -> Optional.empty());
    }
  }
}
