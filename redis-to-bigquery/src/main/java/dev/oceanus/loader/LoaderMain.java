package dev.oceanus.loader;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.loader.duckdb.DuckDbWarehouse;
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

    WarehouseConfig.DuckDb duckDb = settings.loader().warehouse().duckDb();
    UnifiedJedis redis = RedisClients.open(settings.redis());
    DuckDbFile file =
        new DuckDbFile(duckDb.file(), duckDb.shared() ? Opening.SHARED : Opening.HELD);
    Loader loader =
        new Loader(
            settings.loader(),
            new Loader.Surroundings(
                Loader.ports(redis, new DuckDbWarehouse(file, boot.clock(), settings.failPoints())),
                Loader.producers(redis),
                settings.catalogue().lanes(),
                settings.catalogue().masks(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                settings.failPoints(),
                boot.fatal()));
    List<Component> components = new ArrayList<>(List.of(RedisClients.closing(redis), file));
    components.addAll(loader.components());
    return components;
  }
}
