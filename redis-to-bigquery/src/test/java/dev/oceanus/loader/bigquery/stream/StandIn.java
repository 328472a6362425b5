package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.loader.bigquery.BigQueryKit;
import dev.oceanus.loader.bigquery.TestDataset;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A stand-in for BigQuery with its Write API, and loaders' warehouses on it. */
final class StandIn implements AutoCloseable {
  private final FakeBigQuery rest;
  private final List<BigQueryStreamWarehouse> warehouses = new ArrayList<>();
  private final List<WriteClient> clients = new ArrayList<>();

  StandIn(Path folder) {
    rest = FakeBigQuery.start(FakeBigQueryConfig.in(folder));
  }

  WarehouseConfig.BigQuery config() {
    return new WarehouseConfig.BigQuery("test", "web", Optional.of(rest.url()));
  }

  URI writeUrl() {
    return URI.create("http://127.0.0.1:" + rest.writePort());
  }

  TestDataset dataset() {
    return new TestDataset(config());
  }

  FakeBigQuery fake() {
    return rest;
  }

  /** As another process has it. */
  BigQueryStreamWarehouse warehouse() {
    return warehouse(FailPoints.none());
  }

  BigQueryStreamWarehouse warehouse(FailPoints failPoints) {
    BigQueryStreamWarehouse made = new BigQueryStreamWarehouse(kit(config(), failPoints), client());
    warehouses.add(made);
    return made;
  }

  WriteClient client() {
    WriteClient client = new WriteClient(new BigQueryConnection(config()), Optional.of(writeUrl()));
    clients.add(client);
    return client;
  }

  /** Whether there is a job of this id. */
  boolean jobs(String id) {
    return kit(config(), FailPoints.none()).jobs().find(id).isPresent();
  }

  static BigQueryKit kit(WarehouseConfig.BigQuery config, FailPoints failPoints) {
    return BigQueryKit.of(
        new BigQueryConnection(config),
        new BigQueryKit.Surroundings(
            Clock.systemUTC(), System::nanoTime, new Random(), failPoints));
  }

  /** Adds a rule, such as {@code {"method": "write.flush", "kind": "reset-after", "nth": 1}}. */
  String fault(String json) {
    return rest.faults().add(Json.parse(json));
  }

  /** Changes a setting, such as {@code {"schemaLagMs": 1000}}. */
  void set(String json) {
    rest.settings().change(Json.parse(json));
  }

  void clearFaults() {
    rest.faults().clear("");
  }

  @Override
  public void close() {
    warehouses.forEach(BigQueryStreamWarehouse::close);
    clients.forEach(WriteClient::close);
    rest.close();
  }
}
