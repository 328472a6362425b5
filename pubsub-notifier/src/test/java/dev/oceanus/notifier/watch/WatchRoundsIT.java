package dev.oceanus.notifier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.common.beat.Heartbeat;
import dev.oceanus.common.beat.Life;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.outbox.NoticesFixture.HandClock;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.redis.RedisOutbox;
import dev.oceanus.notifier.redis.RedisQueue;
import dev.oceanus.notifier.rules.Takes;
import dev.oceanus.notifier.standin.HttpStandIn;
import dev.oceanus.notifier.standin.Script;
import dev.oceanus.notifier.watch.redis.RedisWatch;
import dev.oceanus.testkit.redis.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** The watch's rounds on a real Redis: whom they tell of what, and who hears that they go on. */
@Timeout(240)
@Tag("slow")
class WatchRoundsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Lane LANE = new Lane("events_demo", 1);
  private static final Shard SHARD = LANE.shard(0);
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HandClock clock = new HandClock();
  private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
  private final LaterLives lives = new LaterLives(new RedisLives(redis));
  private final RedisQueue queue = new RedisQueue(redis, DeadNotices.MOST);

  @BeforeEach
  void forgetAll() {
    redis.flushAll();
  }

  @AfterEach
  void nothingWasFatal() {
    assertThat(fatal).isEmpty();
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private WatchRounds rounds(DeadMan deadMan) {
    Announcements announcements =
        new Announcements(
            Map.of("ops", Takes.PLAIN),
            new RedisOutbox(redis, 1_000, DeadNotices.MOST),
            Clock.systemUTC());
    Watch.Parts seen = RedisWatch.parts(redis, Set.of(LANE), queue, announcements);
    Watch.Parts later =
        new Watch.Parts(
            lives, seen.streams(), seen.book(), seen.announcer(), seen.lastDeadNotice());
    WatchTerms terms = new WatchTerms(Duration.ofMinutes(5), Duration.ofMinutes(15));
    return new WatchRounds(
        new WatchRounds.Parts(
            () -> new Watch(later, terms),
            new RedisLeases(redis),
            "notifier-0",
            Duration.ofSeconds(10),
            deadMan,
            registry,
            System::nanoTime,
            (what, cause) -> fatal.add(cause)));
  }

  private DeadMan deadMan(HttpStandIn outside) {
    return new DeadMan(
        outside.at("/ping"), GuardedHttp.of(Guard.of().withLoopback()), clock::nanos);
  }

  private double looks() {
    return registry.get("oceanus_notifier_watch_looks").counter().count();
  }

  private double failures() {
    return registry.get("oceanus_notifier_watch_failures").counter().count();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  /** Waits for a look that begins from now on. */
  private void untilItHasLooked() {
    int begun = lives.sights();
    until(() -> looks() > begun);
  }

  /** Waits for two more, of which at least one begins from now on. */
  private void untilItHasFailed() {
    double before = failures();
    until(() -> failures() >= before + 2);
  }

  @Test
  void pingsOutsideWhileItSeesAndNotWhileRedisIsAway() throws Exception {
    try (HttpStandIn outside = HttpStandIn.plain(Script.status(200, "OK"));
        WatchRounds rounds = rounds(deadMan(outside))) {
      rounds.start();
      until(() -> outside.requests().size() == 1);
      untilItHasLooked();
      assertThat(outside.requests()).hasSize(1);
      clock.pass(DeadMan.EVERY);
      until(() -> outside.requests().size() == 2);

      server.stop();
      untilItHasFailed();
      clock.pass(DeadMan.EVERY.multipliedBy(5));
      untilItHasFailed();
      assertThat(outside.requests()).as("while it sees nothing").hasSize(2);

      server.restart();
      until(() -> outside.requests().size() == 3);
      assertThat(rounds.check()).isEqualTo(Health.READY);
    } finally {
      server.restart();
    }
  }

  @Test
  void goesOnWhateverThePingComesTo() throws Exception {
    try (HttpStandIn outside = HttpStandIn.plain(Script.status(500, "no"));
        WatchRounds rounds = rounds(deadMan(outside))) {
      rounds.start();
      until(() -> outside.requests().size() == 1);
      for (Script script : List.of(Script.drop(), Script.hang(), Script.status(200, ""))) {
        int before = outside.requests().size();
        outside.does(script);
        clock.pass(DeadMan.EVERY);
        until(() -> outside.requests().size() > before);
        untilItHasLooked();
        assertThat(rounds.check()).isEqualTo(Health.READY);
      }

      assertThat(outside.requests()).hasSize(4);
      assertThat(failures()).isZero();
    }
  }

  /** Lets time pass, and the watch look after that. */
  private void later(Duration time) {
    lives.pass(time);
    untilItHasLooked();
  }

  private List<String> told() {
    return queue.due("ops", Instant.now().plus(Duration.ofDays(1)), 1_000).stream()
        .map(each -> ((Waiting.Ready) each.notice().body()).content())
        .map(content -> ((Content.Text) content).text())
        .toList();
  }

  private static void add(Shard shard, Instant at) {
    StreamEntryID unused =
        redis.xadd(
            RedisKeys.events(shard), new StreamEntryID(at.toEpochMilli(), 0), Map.of("e", "{}"));
  }

  private static void untilItSays(Health health) {
    until(
        () ->
            new RedisLives(redis)
                .sight().lives().stream()
                    .anyMatch(each -> each.life().health().detail().startsWith(health.detail())));
  }

  @Test
  void tellsOnceThatSomethingIsWrongAndOnceThatItIsOver() {
    Spool spool = new Spool();
    Life life = new Life("1", "collector", "c-0", "0.1.0", Instant.now(), Health.READY, null);
    try (Heartbeat heartbeat =
            new Heartbeat(
                life,
                new RedisLives(redis),
                List.of(spool),
                Optional::empty,
                System::nanoTime,
                (what, cause) -> fatal.add(cause));
        WatchRounds rounds = rounds(DeadMan.NONE)) {
      heartbeat.start();
      rounds.start();
      later(Duration.ofMinutes(1));
      assertThat(told()).isEmpty();

      Instant now = lives.now();
      spool.health = Health.degraded("120 events wait in the spool");
      untilItSays(spool.health);
      add(SHARD, now);
      add(Lane.DEAD_LETTERS.shard(0), now);
      NoticesFixture.enqueue(
          new RedisOutbox(redis, 0, DeadNotices.MOST),
          List.of(new Outbox.Due(NoticesFixture.text("n", "slack", "x"), now)),
          now);
      later(Duration.ofSeconds(1));
      later(Duration.ofSeconds(31));
      later(Duration.ofMinutes(5));
      List<String> begun = told();
      assertThat(begun)
          .hasSize(4)
          .anyMatch(
              "collector c-0 is degraded: 120 events wait in the spool (collector-spool)"::equals)
          .anyMatch(line -> line.startsWith("the loader of events_demo:0 stands still since"))
          .anyMatch(line -> line.startsWith("events could not become rows, the last one at"))
          .anyMatch(line -> line.startsWith("notices were given up, the last one at"));
      for (int minute = 0; minute < 3; minute++) {
        later(Duration.ofMinutes(1));
      }
      assertThat(told()).as("they last").isEqualTo(begun);

      spool.health = Health.READY;
      untilItSays(spool.health);
      assertThat(new RedisCursors(redis).advance(loader(), SHARD, id(now))).isTrue();
      later(Duration.ofSeconds(1));
      later(Duration.ofMinutes(30));
      later(Duration.ofSeconds(11));
      later(Duration.ofMinutes(1));
      assertThat(told())
          .hasSize(8)
          .containsAll(begun)
          .anyMatch(line -> line.startsWith("collector c-0 works as usual again, after"))
          .anyMatch(line -> line.startsWith("the loader of events_demo:0 has caught up, after"))
          .anyMatch(line -> line.startsWith("no event has failed to become a row for 30 min 0 s"))
          .anyMatch(line -> line.startsWith("no notice has been given up for 30 min 0 s, after"));
    }
  }

  private static Lease loader() {
    return new RedisLeases(redis)
        .acquire(LANE.name(), Reader.LOADER, "loader-0", Duration.ofMinutes(5))
        .orElseThrow();
  }

  private static EntryId id(Instant at) {
    return new EntryId(at.toEpochMilli(), 0);
  }

  /** A part of a collector that is as a test says. */
  private static final class Spool implements Component {
    private volatile Health health = Health.READY;

    @Override
    public String name() {
      return "collector-spool";
    }

    @Override
    public void start() {}

    @Override
    public Health check() {
      return health;
    }

    @Override
    public void close() {}
  }
}
