package dev.oceanus.collector;

import dev.oceanus.collector.address.WhoAmI;
import dev.oceanus.collector.redis.RedisStore;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.util.ArrayList;
import java.util.List;

/** The collector's process. */
public final class CollectorMain {
  private CollectorMain() {}

  public static void main(String[] args) {
    ServiceRunner.run("collector", System.getenv(), CollectorMain::wire);
  }

  private static List<Component> wire(Boot boot) {
    Env env = boot.env();
    SiteCatalogue catalogue = SiteCatalogueReader.from(env);
    RedisConfig redis = RedisConfig.from(env, RedisDurability.rules());
    CollectorConfig config = CollectorConfig.from(env);
    FailPoints failPoints = FailPoints.from(env);
    env.check();

    boot.route(new WhoAmI(config.http().trust()).route());
    RedisStore store = new RedisStore(redis);
    Collector collector =
        new Collector(
            config,
            new Collector.Surroundings(
                store,
                store,
                catalogue,
                List.of(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                failPoints,
                boot.fatal(),
                boot.draining()));
    List<Component> components = new ArrayList<>(List.of(store));
    components.addAll(collector.components());
    return components;
  }
}
