package dev.oceanus.bench.drain;

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
import dev.oceanus.loader.Loader;
import dev.oceanus.loader.LoaderConfig;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** The loader's process as it is but for its warehouse, which keeps nothing. */
public final class NoopLoaderMain {
  private NoopLoaderMain() {}

  public static void main(String[] args) {
    ServiceRunner.run("redis-to-nowhere", System.getenv(), NoopLoaderMain::wire);
  }

  private static List<Component> wire(Boot boot) {
    Env env = boot.env();
    SiteCatalogue catalogue = SiteCatalogueReader.from(env);
    RedisConfig redisConfig = RedisConfig.from(env, RedisDurability.rules());
    LoaderConfig config = LoaderConfig.from(env);
    FailPoints failPoints = FailPoints.from(env);
    env.check();

    UnifiedJedis redis = RedisClients.open(redisConfig);
    Loader loader =
        new Loader(
            config,
            new Loader.Surroundings(
                Loader.ports(redis, new NoopWarehouse()),
                Loader.producers(redis),
                catalogue.lanes(),
                catalogue.masks(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                failPoints,
                boot.fatal()));
    List<Component> components = new ArrayList<>(List.of(RedisClients.closing(redis)));
    components.addAll(loader.components());
    return components;
  }
}
