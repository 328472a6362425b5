package dev.oceanus.collector;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;

/**
 * What the collector's process reads from its environment.
 *
 * @param catalogue the sites
 * @param redis where events are kept
 * @param collector how it collects
 * @param failPoints where tests break it
 */
public record CollectorSettings(
    SiteCatalogue catalogue, RedisConfig redis, CollectorConfig collector, FailPoints failPoints) {
  /** Reads the settings; faults are noted in the environment. */
  public static CollectorSettings from(Env env) {
    return new CollectorSettings(
        SiteCatalogueReader.from(env),
        RedisConfig.from(env, RedisDurability.rules()),
        CollectorConfig.from(env),
        FailPoints.from(env));
  }
}
