package dev.oceanus.loader;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.redis.RedisVitals;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.loader.bigquery.BigQueryKit;
import dev.oceanus.loader.bigquery.BigQueryLoadWarehouse;
import dev.oceanus.loader.bigquery.LoadTerms;
import dev.oceanus.loader.bigquery.stream.BigQueryStreamWarehouse;
import dev.oceanus.loader.bigquery.stream.WriteClient;
import dev.oceanus.loader.bigquery.table.Destinations;
import dev.oceanus.loader.duckdb.DuckDbWarehouse;
import dev.oceanus.loader.redis.RedisWatch;
import dev.oceanus.loader.warehouse.Warehouse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** The loader's process. */
public final class LoaderMain {
  private LoaderMain() {}

  public static void main(String[] args) {
    ServiceRunner.run("redis-to-bigquery", System.getenv(), LoaderMain::wire);
  }

  private static List<Component> wire(Boot boot) {
    LoaderSettings settings = LoaderSettings.from(boot.env());
    boot.env().check();

    UnifiedJedis redis = RedisClients.open(settings.redis());
    Opened warehouse = open(settings, boot.clock());
    Loader loader =
        new Loader(
            settings.loader(),
            new Loader.Surroundings(
                Loader.ports(redis, warehouse.port()),
                Loader.producers(redis),
                settings.catalogue().lanes(),
                settings.catalogue().masks(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                settings.failPoints(),
                boot.fatal()));
    List<Component> working = new ArrayList<>(warehouse.parts());
    working.addAll(loader.components());
    working.add(
        new RedisWatch(
            () -> RedisVitals.of(redis), boot.metrics(), System::nanoTime, boot.fatal()));
    List<Component> components = new ArrayList<>(List.of(RedisClients.closing(redis)));
    components.add(boot.heartbeat(new RedisLives(redis), working, System::nanoTime));
    components.addAll(working);
    return components;
  }

  /** A warehouse and what must be closed with it. */
  private record Opened(Warehouse port, List<Component> parts) {}

  private static Opened open(LoaderSettings settings, Clock clock) {
    WarehouseConfig config = settings.loader().warehouse();
    return switch (config.kind()) {
      case DUCKDB -> {
        Opening opening = config.duckDb().shared() ? Opening.SHARED : Opening.HELD;
        DuckDbFile file = new DuckDbFile(config.duckDb().file(), opening);
        yield new Opened(new DuckDbWarehouse(file, clock, settings.failPoints()), List.of(file));
      }
      case BIGQUERY -> {
        BigQueryConnection connection = new BigQueryConnection(config.bigQuery());
        BigQueryKit kit =
            BigQueryKit.of(
                connection,
                new BigQueryKit.Surroundings(
                    clock, System::nanoTime, new SecureRandom(), settings.failPoints()));
        Destinations tables = new Destinations(settings.catalogue().lanes().keySet());
        BigQueryLoading loading = settings.loader().bigQuery();
        WriteClient client = new WriteClient(connection, loading.writeEndpoint());
        yield new Opened(open(loading, kit.with(tables), client), List.of(client));
      }
    };
  }

  private static Warehouse open(BigQueryLoading loading, BigQueryKit kit, WriteClient client) {
    return switch (loading.mode()) {
      case LOAD ->
          new BigQueryLoadWarehouse(
              kit,
              LoadTerms.of(loading.jobsPerDay()),
              BigQueryStreamWarehouse.settling(kit, client));
      case STREAM -> new BigQueryStreamWarehouse(kit, client);
    };
  }
}
