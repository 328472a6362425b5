package dev.oceanus.local.live;

import dev.oceanus.collector.redis.RedisRelayPorts;
import dev.oceanus.collector.relay.Relay;
import dev.oceanus.collector.relay.RelayConfig;
import dev.oceanus.common.bus.InProcessBus;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.redis.LazyRedis;
import dev.oceanus.common.service.Boot;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.notifier.Notifier;
import dev.oceanus.notifier.NotifierConfig;
import dev.oceanus.notifier.RulesFile;
import dev.oceanus.notifier.Watching;
import dev.oceanus.notifier.duckdb.DuckDbHistory;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.targets.TargetOpener;
import dev.oceanus.notifier.watch.Announcer;
import dev.oceanus.notifier.watch.DeadMan;
import dev.oceanus.notifier.watch.Watch;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Live events without Pub/Sub: the relay hands them to the notifier of the same process, by the
 * rules of the data folder. Webhooks may go anywhere, since the rules are the person's own.
 */
public final class LiveEvents {
  /** Who does not take an event so long is asked again after the relay's pause. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private static final Guard WEBHOOKS = Guard.of(Guard.ANY).withLoopback();

  private LiveEvents() {}

  /**
   * What the person set.
   *
   * @param rules what is told to whom
   * @param notifier how the notifier works
   * @param relay how events are relayed
   * @param deadMan what is asked for outside while the watch looks
   * @param real kinds of targets that the environment made real ones
   */
  public record Settings(
      RulesFile rules,
      NotifierConfig notifier,
      RelayConfig relay,
      Optional<URI> deadMan,
      List<String> real) {
    public Settings {
      real = List.copyOf(real);
    }

    /**
     * Reads them; faults are noted in the environment.
     *
     * @param variables of the person, with what no service knows: {@code SLACK_WEBHOOK_URL}
     */
    public static Settings from(Env env, SiteCatalogue catalogue, Map<String, String> variables) {
      NotifierConfig notifier = NotifierConfig.from(env);
      List<String> faults = new ArrayList<>();
      RealTargets real = RealTargets.of(variables, WEBHOOKS, faults);
      env.faults(faults);
      return new Settings(
          RulesFile.from(env, notifier.rules(), Files::readString, catalogue, WEBHOOKS)
              .replacing(real),
          notifier,
          RelayConfig.from(env),
          DeadMan.from(env),
          real.kinds());
    }
  }

  /**
   * What they are put together with.
   *
   * @param ports Redis, as the notifier uses it
   * @param watch the watch's part of Redis, for whom it tells
   * @param redis where the relay finds events
   * @param warehouse asked for histories
   * @param lines gets what terminals are told
   */
  public record Parts(
      SiteCatalogue catalogue,
      NotifierPorts ports,
      Function<Announcer, Watch.Parts> watch,
      RedisConfig redis,
      DuckDbFile warehouse,
      Consumer<String> lines,
      FailPoints failPoints) {}

  /** Notifier, watch and relay, in the order in which they start. */
  public static List<Component> components(Boot boot, Settings settings, Parts parts) {
    RulesFile rules = settings.rules();
    Notifier notifier =
        new Notifier(
            settings.notifier(),
            new Notifier.Surroundings(
                parts.catalogue(),
                rules.book(),
                rules.lines(
                    new TargetOpener(WEBHOOKS, parts.lines(), boot.clock(), System::nanoTime)),
                parts.ports(),
                new DuckDbHistory(parts.warehouse(), parts.catalogue()),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                parts.failPoints(),
                boot.fatal()));
    List<Component> components = new ArrayList<>(notifier.components());
    Watching.of(
            rules.watch(),
            new Watching.Parts(
                settings.notifier(),
                parts.ports(),
                parts.watch(),
                settings.deadMan(),
                System::nanoTime),
            boot)
        .ifPresent(components::add);
    LazyRedis redis = new LazyRedis("collector-relay-redis", parts.redis());
    components.add(redis);
    components.add(
        new Relay(
            settings.relay(),
            parts.catalogue(),
            new Relay.Parts(
                RedisRelayPorts.of(redis),
                new InProcessBus(
                    List.of(notifier.listener()), boot.clock(), System::nanoTime, WITHIN),
                boot.metrics(),
                boot.clock(),
                System::nanoTime,
                new SecureRandom(),
                parts.failPoints(),
                boot.fatal())));
    return components;
  }
}
