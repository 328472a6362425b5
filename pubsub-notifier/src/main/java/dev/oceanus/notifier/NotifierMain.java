package dev.oceanus.notifier;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.service.ServiceRunner;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.notifier.bigquery.BigQueryHistory;
import dev.oceanus.notifier.duckdb.DuckDbHistory;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.redis.RedisPorts;
import dev.oceanus.notifier.story.History;
import dev.oceanus.notifier.targets.TargetOpener;
import dev.oceanus.notifier.watch.redis.RedisWatch;
import dev.oceanus.pubsub.PubSubFeed;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** The notifier's process. */
public final class NotifierMain {
  private NotifierMain() {}

  public static void main(String[] args) {
    ServiceRunner.run("pubsub-notifier", System.getenv(), NotifierMain::wire);
  }

  private static List<Component> wire(Boot boot) {
    NotifierSettings settings = NotifierSettings.from(boot.env());
    Guard webhooks = settings.webhooks();
    RulesFile rules =
        RulesFile.from(
            boot.env(),
            settings.notifier().rules(),
            Files::readString,
            settings.catalogue(),
            webhooks);
    boot.env().check();

    UnifiedJedis redis = RedisClients.open(settings.redis());
    List<Component> components = new ArrayList<>(List.of(RedisClients.closing(redis)));
    NotifierConfig config = settings.notifier();
    NotifierPorts ports = RedisPorts.of(redis, config.mostWaiting(), config.storyAge());
    Notifier notifier =
        new Notifier(
            config,
            new Notifier.Surroundings(
                settings.catalogue(),
                rules.book(),
                rules.lines(
                    new TargetOpener(
                        webhooks, System.out::println, boot.clock(), System::nanoTime)),
                ports,
                history(settings, rules, components),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                settings.failPoints(),
                boot.fatal()));
    List<Component> working = new ArrayList<>(notifier.components());
    Watching.of(
            rules.watch(),
            new Watching.Parts(
                config,
                ports,
                announcer ->
                    RedisWatch.parts(
                        redis, settings.catalogue().lanes().keySet(), ports.dead(), announcer),
                settings.deadMan(),
                System::nanoTime),
            boot)
        .ifPresent(working::add);
    working.add(
        new PubSubFeed(
            settings.pubSub(),
            PubSubFeed.Limits.USUAL,
            notifier.listener(),
            new PubSubFeed.Parts(
                boot.metrics(), new SecureRandom(), boot.clock(), System::nanoTime, boot.fatal())));
    components.add(boot.heartbeat(new RedisLives(redis), working, System::nanoTime));
    components.addAll(working);
    return components;
  }

  /** The warehouse, opened if some rule asks it. */
  private static History history(
      NotifierSettings settings, RulesFile rules, List<Component> components) {
    if (!rules.book().asksHistory()) {
      return (site, visitor, most) -> List.of();
    }
    WarehouseConfig config = settings.warehouse();
    SiteCatalogue catalogue = settings.catalogue();
    return switch (config.kind()) {
      case DUCKDB -> {
        Opening opening = config.duckDb().shared() ? Opening.SHARED : Opening.HELD;
        DuckDbFile file = new DuckDbFile(config.duckDb().file(), opening);
        components.add(file);
        yield new DuckDbHistory(file, catalogue);
      }
      case BIGQUERY -> new BigQueryHistory(new BigQueryConnection(config.bigQuery()), catalogue);
    };
  }
}
