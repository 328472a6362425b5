package dev.oceanus.bench.relay;

import dev.oceanus.collector.redis.RedisRelayPorts;
import dev.oceanus.collector.relay.Relay;
import dev.oceanus.collector.relay.RelayConfig;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.LazyRedis;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.security.SecureRandom;
import java.util.List;

/** The collector's relay as it is, alone in its process, but for its bus, which keeps nothing. */
public final class NoopRelayMain {
  private NoopRelayMain() {}

  public static void main(String[] args) {
    ServiceRunner.run("relay-to-nowhere", System.getenv(), NoopRelayMain::wire);
  }

  private static List<Component> wire(Boot boot) {
    Env env = boot.env();
    SiteCatalogue catalogue = SiteCatalogueReader.from(env);
    RedisConfig redisConfig = RedisConfig.from(env, RedisDurability.rules());
    RelayConfig config = RelayConfig.from(env);
    env.check();

    LazyRedis redis = new LazyRedis("collector-relay-redis", redisConfig);
    Relay relay =
        new Relay(
            config,
            catalogue,
            new Relay.Parts(
                RedisRelayPorts.of(redis),
                events -> List.of(),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                new SecureRandom(),
                FailPoints.none(),
                boot.fatal()));
    return List.of(redis, relay);
  }
}
