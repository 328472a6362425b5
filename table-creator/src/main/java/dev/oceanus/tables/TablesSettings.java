package dev.oceanus.tables;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.pubsub.PubSubConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the table-creator's process reads from its environment.
 *
 * @param sites file of the site catalogue
 * @param catalogue what it says now
 * @param tables how its tables are kept
 * @param pubSub which topic and subscription live events go by
 * @param redis where it tells that it lives, if the settings name one
 */
public record TablesSettings(
    Path sites,
    SiteCatalogue catalogue,
    TablesConfig tables,
    PubSubConfig pubSub,
    Optional<RedisConfig> redis) {
  /** Reads the settings; faults are noted in the environment. */
  public static TablesSettings from(Env env) {
    return from(env, false);
  }

  /**
   * The same.
   *
   * @param pubSub whether it cannot do without those of Pub/Sub
   */
  static TablesSettings from(Env env, boolean pubSub) {
    Path sites = SiteCatalogueReader.file(env);
    return new TablesSettings(
        sites,
        SiteCatalogueReader.from(env, sites),
        TablesConfig.from(env),
        PubSubConfig.from(env, pubSub),
        redis(env));
  }

  private static Optional<RedisConfig> redis(Env env) {
    RedisConfig redis = RedisConfig.from(env, RedisDurability.rules());
    return RedisConfig.isNamed(env) ? Optional.of(redis) : Optional.empty();
  }
}
