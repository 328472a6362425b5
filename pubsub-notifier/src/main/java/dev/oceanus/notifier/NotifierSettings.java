package dev.oceanus.notifier;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.watch.DeadMan;
import dev.oceanus.pubsub.PubSubConfig;
import java.net.URI;
import java.util.Optional;

/**
 * What the notifier's process reads from its environment.
 *
 * @param catalogue the sites
 * @param redis where notices are kept
 * @param pubSub where live events come from
 * @param warehouse what is asked for histories
 * @param notifier how it works
 * @param webhooks where webhooks may go
 * @param deadMan what is asked for outside while the watch looks
 * @param failPoints where tests break it
 */
public record NotifierSettings(
    SiteCatalogue catalogue,
    RedisConfig redis,
    PubSubConfig pubSub,
    WarehouseConfig warehouse,
    NotifierConfig notifier,
    Guard webhooks,
    Optional<URI> deadMan,
    FailPoints failPoints) {
  /** Reads the settings; faults are noted in the environment. */
  public static NotifierSettings from(Env env) {
    return new NotifierSettings(
        SiteCatalogueReader.from(env),
        RedisConfig.from(env, RedisDurability.rules()),
        PubSubConfig.from(env, true),
        WarehouseConfig.from(env),
        NotifierConfig.from(env),
        Guard.from(env),
        DeadMan.from(env),
        FailPoints.from(env));
  }
}
