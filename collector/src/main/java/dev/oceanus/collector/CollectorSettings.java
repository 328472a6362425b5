package dev.oceanus.collector;

import dev.oceanus.collector.relay.RelayConfig;
import dev.oceanus.common.bus.BusKind;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.pubsub.PubSubConfig;

/**
 * What the collector's process reads from its environment.
 *
 * @param catalogue the sites
 * @param redis where events are kept
 * @param collector how it collects
 * @param bus where live events are published
 * @param pubSub how, if that is Pub/Sub
 * @param relay how they get there
 * @param failPoints where tests break it
 */
public record CollectorSettings(
    SiteCatalogue catalogue,
    RedisConfig redis,
    CollectorConfig collector,
    BusKind bus,
    PubSubConfig pubSub,
    RelayConfig relay,
    FailPoints failPoints) {
  /** Reads the settings; faults are noted in the environment. */
  public static CollectorSettings from(Env env) {
    SiteCatalogue catalogue = SiteCatalogueReader.from(env);
    RedisConfig redis = RedisConfig.from(env, RedisDurability.rules());
    CollectorConfig collector = CollectorConfig.from(env);
    BusKind bus = BusKind.from(env);
    return new CollectorSettings(
        catalogue,
        redis,
        collector,
        bus,
        PubSubConfig.from(env, bus == BusKind.PUBSUB),
        RelayConfig.from(env),
        FailPoints.from(env));
  }
}
