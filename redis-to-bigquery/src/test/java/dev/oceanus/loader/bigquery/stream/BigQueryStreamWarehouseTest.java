package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.loader.bigquery.BigQueryContract;
import dev.oceanus.loader.bigquery.TestDataset;
import dev.oceanus.loader.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The contract of streams, on the stand-in and, where one is named, in a real project. */
class BigQueryStreamWarehouseTest {
  /** On the stand-in. */
  @Nested
  class OnTheStandIn extends BigQueryContract {
    private final StandIn standIn;
    private final TestDataset dataset;

    OnTheStandIn(@TempDir Path folder) {
      standIn = new StandIn(folder);
      dataset = standIn.dataset();
    }

    @Override
    protected TestDataset dataset() {
      return dataset;
    }

    @Override
    protected Warehouse process() {
      return new BigQueryStreamWarehouse(kit(), standIn.client());
    }

    @Override
    protected boolean keepsJsonByteForByte() {
      return true;
    }

    @AfterEach
    void close() {
      standIn.close();
    }
  }

  /** In a project of Google's, in datasets that are made for each test and deleted. */
  @Nested
  @EnabledIfEnvironmentVariable(named = BigQueryContract.PROJECT, matches = ".+")
  class InARealProject extends BigQueryContract {
    private final List<WriteClient> clients = new ArrayList<>();
    private final TestDataset dataset = new TestDataset(inARealProject());

    InARealProject() {
      dataset.make("US");
    }

    @Override
    protected TestDataset dataset() {
      return dataset;
    }

    @Override
    protected Warehouse process() {
      WriteClient client =
          new WriteClient(new BigQueryConnection(dataset.config()), Optional.empty());
      clients.add(client);
      return new BigQueryStreamWarehouse(kit(), client);
    }

    @AfterEach
    void delete() {
      clients.forEach(WriteClient::close);
      dataset.delete();
    }
  }
}
