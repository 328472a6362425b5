package dev.oceanus.loader;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;

/**
 * What the loader's process reads from its environment.
 *
 * @param catalogue the sites, whose tables are loaded
 * @param redis where events are kept
 * @param loader how it loads
 * @param failPoints where tests break it
 */
public record LoaderSettings(
    SiteCatalogue catalogue, RedisConfig redis, LoaderConfig loader, FailPoints failPoints) {
  /** Reads the settings; faults are noted in the environment. */
  public static LoaderSettings from(Env env) {
    return new LoaderSettings(
        SiteCatalogueReader.from(env),
        RedisConfig.from(env, RedisDurability.rules()),
        LoaderConfig.from(env),
        FailPoints.from(env));
  }
}
