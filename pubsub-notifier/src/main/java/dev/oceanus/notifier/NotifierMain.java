package dev.oceanus.notifier;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.redis.RedisReader;
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
import dev.oceanus.notifier.outbox.Line;
import dev.oceanus.notifier.redis.RedisPorts;
import dev.oceanus.notifier.story.History;
import dev.oceanus.notifier.targets.SecretFiles;
import dev.oceanus.notifier.targets.TargetOpener;
import dev.oceanus.notifier.watch.Announcements;
import dev.oceanus.notifier.watch.DeadMan;
import dev.oceanus.notifier.watch.Watch;
import dev.oceanus.notifier.watch.WatchReader;
import dev.oceanus.notifier.watch.WatchRounds;
import dev.oceanus.notifier.watch.redis.RedisStreams;
import dev.oceanus.notifier.watch.redis.RedisWatchbook;
import dev.oceanus.pubsub.PubSubFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    RulesFile rules = rules(boot.env(), settings, webhooks);
    boot.env().check();

    UnifiedJedis redis = RedisClients.open(settings.redis());
    List<Component> components = new ArrayList<>(List.of(RedisClients.closing(redis)));
    NotifierConfig config = settings.notifier();
    Notifier notifier =
        new Notifier(
            config,
            new Notifier.Surroundings(
                settings.catalogue(),
                rules.book(),
                lines(rules, webhooks, boot),
                RedisPorts.of(redis, config.mostWaiting(), config.storyAge()),
                history(settings, rules, components),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                settings.failPoints(),
                boot.fatal()));
    List<Component> working = new ArrayList<>(notifier.components());
    if (!rules.watch().to().isEmpty()) {
      working.add(watch(boot, settings, rules.watch(), redis));
    }
    working.add(
        new PubSubFeed(
            settings.pubSub(),
            PubSubFeed.Limits.USUAL,
            notifier.listener(),
            new PubSubFeed.Parts(
                boot.metrics(), new SecureRandom(), System::nanoTime, boot.fatal())));
    components.add(boot.heartbeat(new RedisLives(redis), working, System::nanoTime));
    components.addAll(working);
    return components;
  }

  private static Component watch(
      Boot boot, NotifierSettings settings, WatchReader.Settings watch, UnifiedJedis redis) {
    NotifierConfig config = settings.notifier();
    NotifierPorts ports = RedisPorts.of(redis, config.mostWaiting(), config.storyAge());
    Watch.Parts parts =
        new Watch.Parts(
            new RedisLives(redis),
            new RedisStreams(
                settings.catalogue().lanes().keySet(),
                new RedisReader(redis),
                new RedisCursors(redis)),
            new RedisWatchbook(redis),
            new Announcements(watch.to(), ports.outbox(), boot.clock()),
            List::of);
    return new WatchRounds(
        new WatchRounds.Parts(
            () -> new Watch(parts, watch.terms()),
            ports.leases(),
            UUID.randomUUID().toString(),
            config.leaseTtl(),
            DeadMan.of(settings.deadMan(), System::nanoTime),
            boot.metrics(),
            System::nanoTime,
            boot.fatal()));
  }

  private static RulesFile rules(Env env, NotifierSettings settings, Guard webhooks) {
    Path file = settings.notifier().rules();
    try {
      return RulesFile.read(
          Files.readString(file),
          String.valueOf(file.getFileName()),
          settings.catalogue(),
          SecretFiles.in(folder(file)),
          webhooks);
    } catch (ConfigException e) {
      env.faults(e.faults());
    } catch (IOException e) {
      env.fault(
          "OCEANUS_RULES_FILE",
          "must name a readable file in UTF-8 (" + e.getClass().getSimpleName() + ")",
          file.toString());
    }
    return RulesFile.EMPTY;
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of("") : folder;
  }

  private static List<Line> lines(RulesFile rules, Guard webhooks, Boot boot) {
    TargetOpener opener =
        new TargetOpener(webhooks, System.out::println, boot.clock(), System::nanoTime);
    return rules.targets().values().stream()
        .map(
            spec ->
                new Line(spec.name(), opener.open(spec), Optional.of(spec.rate()), spec.tries()))
        .toList();
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
