package dev.oceanus.loader;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.loader.duckdb.DuckDbFile;
import dev.oceanus.loader.duckdb.DuckDbFile.Opening;
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
    Env env = boot.env();
    SiteCatalogue catalogue = SiteCatalogueReader.from(env);
    RedisConfig redisConfig = RedisConfig.from(env, RedisDurability.rules());
    LoaderConfig config = LoaderConfig.from(env);
    FailPoints failPoints = FailPoints.from(env);
    env.check();

    UnifiedJedis redis = RedisClients.open(redisConfig);
    DuckDbFile file =
        new DuckDbFile(
            config.warehouse().file(), config.warehouse().shared() ? Opening.SHARED : Opening.HELD);
    Loader loader =
        new Loader(
            config,
            new Loader.Surroundings(
                Loader.ports(redis, new DuckDbWarehouse(file, boot.clock(), failPoints)),
                Loader.producers(redis),
                catalogue.lanes(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                failPoints,
                boot.fatal()));
    List<Component> components = new ArrayList<>(List.of(RedisClients.closing(redis), file));
    components.addAll(loader.components());
    return components;
  }
}
