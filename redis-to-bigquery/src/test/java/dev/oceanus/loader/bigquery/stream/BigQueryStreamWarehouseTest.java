package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.loader.bigquery.TestDataset;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The contract of streams, on the stand-in, and in a real project where there is one. */
class BigQueryStreamWarehouseTest {
  /** On the stand-in. */
  @Nested
  class OnTheStandIn extends ByStreams {
    private final StandIn standIn;

    OnTheStandIn(@TempDir Path folder) {
      standIn = new StandIn(folder);
    }

    @Override
    TestDataset dataset() {
      return standIn.dataset();
    }

    @Override
    BigQueryStreamWarehouse process() {
      return standIn.warehouse();
    }

    @AfterEach
    void close() {
      standIn.close();
    }
  }

  /** In a project of Google's, in datasets that are made for each test and deleted. */
  @Nested
  @EnabledIfEnvironmentVariable(named = "OCEANUS_IT_BIGQUERY_PROJECT", matches = ".+")
  class InARealProject extends ByStreams {
    private final List<WriteClient> clients = new ArrayList<>();
    private final TestDataset dataset =
        new TestDataset(
            new WarehouseConfig.BigQuery(
                System.getenv("OCEANUS_IT_BIGQUERY_PROJECT"),
                System.getenv().getOrDefault("OCEANUS_IT_BIGQUERY_DATASET", "oceanus_it")
                    + UUID.randomUUID().toString().replace('-', '_'),
                Optional.empty()));

    InARealProject() {
      dataset.make("US");
    }

    @Override
    TestDataset dataset() {
      return dataset;
    }

    @Override
    BigQueryStreamWarehouse process() {
      WarehouseConfig.BigQuery config = dataset.config();
      WriteClient client = new WriteClient(new BigQueryConnection(config), Optional.empty());
      clients.add(client);
      return new BigQueryStreamWarehouse(StandIn.kit(config, FailPoints.none()), client);
    }

    @AfterEach
    void delete() {
      clients.forEach(WriteClient::close);
      dataset.delete();
    }
  }

  abstract static class ByStreams extends WarehouseContract {
    private @Nullable Warehouse warehouse;

    /** Where its tables are. */
    abstract TestDataset dataset();

    /** A warehouse as a process has it. */
    abstract BigQueryStreamWarehouse process();

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
  }
}
