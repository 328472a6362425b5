package dev.oceanus.collector.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.collector.SetClock;
import dev.oceanus.collector.TestNanos;
import dev.oceanus.collector.redis.RedisRelayPorts;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPointException;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.redis.LazyRedis;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.redis.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** The relay of one lane on a real Redis, step by step, into a bus in memory. */
class LaneRelayIT {
  private static final RedisServer redis = RedisServer.start();
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final int MOST_STEPS = 100;

  private final Jedis jedis = new Jedis("127.0.0.1", redis.port());
  private final LazyRedis client =
      new LazyRedis(
          "test-redis",
          new RedisConfig(
              URI.create(redis.url()),
              RedisConfig.Mode.STANDALONE,
              null,
              Duration.ofSeconds(2),
              List.of()));
  private final RelayPorts.Source ports = RedisRelayPorts.of(client);
  private final MemoryBus bus = new MemoryBus();
  private final TestNanos nanos = new TestNanos();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Shard shard = new Shard("events_shop", 0);
  private long millis = NOW.toEpochMilli() - 1_000;

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    assertThat(jedis.flushAll()).isEqualTo("OK");
  }

  @AfterEach
  void close() {
    client.close();
    jedis.close();
  }

  private LaneRelay relay(String owner, FailPoints failPoints, String sites) {
    return new LaneRelay(
        LiveLane.of(SiteCatalogueReader.read(sites, "sites.yaml")).getFirst(),
        new LaneRelay.Kit(
            ports,
            bus,
            new RelayConfig(Duration.ofMillis(100), TTL),
            owner,
            registry,
            new SetClock(NOW.toString()),
            nanos,
            new SplittableRandom(1),
            failPoints));
  }

  private LaneRelay relay(String owner) {
    return relay(owner, FailPoints.none(), "sites:\n  shop: {}\n");
  }

  /** Makes steps until there is nothing to do at once. */
  private static void run(LaneRelay relay) throws InterruptedException {
    int steps = 0;
    while (relay.step().isZero()) {
      assertThat(++steps).isLessThan(MOST_STEPS);
    }
  }

  private EntryId add(String json) {
    EntryId id = new EntryId(millis++, 0);
    byte[] added =
        jedis.xadd(
            RedisKeys.events(shard).getBytes(UTF_8),
            XAddParams.xAddParams().id(id.toString()),
            Map.of("e".getBytes(UTF_8), json.getBytes(UTF_8)));
    assertThat(added).isNotNull();
    return id;
  }

  private EntryId event(String id) {
    return event("shop", "page_view", id);
  }

  private EntryId event(String site, String name, String id) {
    return add(
        "{\"event_id\":\"%s\",\"site\":\"%s\",\"event_name\":\"%s\",\"x\":{\"site\":[1]}}"
            .formatted(id, site, name));
  }

  private EntryId cursor() {
    return ports.open().cursors().position(shard, Reader.RELAY);
  }

  private double count(String name, String... tags) {
    return registry.find("oceanus_collector_relay_" + name).tags(tags).counters().stream()
        .mapToDouble(each -> each.count())
        .sum();
  }

  private double gauge(String name) {
    return registry.get("oceanus_collector_relay_" + name).gauge().value();
  }

  @Test
  void publishesWhatIsThereAndThenWhatComesInOrderAndOnce() throws Exception {
    event("a");
    EntryId last = event("b");
    LaneRelay relay = relay("one");

    run(relay);
    assertThat(bus.ids()).containsExactly("a", "b");
    assertThat(bus.published().getFirst().site()).isEqualTo("shop");
    assertThat(bus.published().getFirst().name()).isEqualTo("page_view");
    assertThat(cursor()).isEqualTo(last);

    run(relay);
    EntryId third = event("c");
    run(relay);
    assertThat(bus.ids()).containsExactly("a", "b", "c");
    assertThat(cursor()).isEqualTo(third);
    assertThat(count("published_events_total")).isEqualTo(3);
    assertThat(gauge("lag_entries")).isZero();
    assertThat(gauge("lease_held")).isEqualTo(1);
  }

  @Test
  @Tag("slow")
  void publishesMoreThanAChunkHolds() throws Exception {
    List<String> ids = IntStream.range(0, 5_000).mapToObj(i -> "many-" + i).toList();
    ids.forEach(this::event);

    run(relay("one"));

    assertThat(bus.ids()).isEqualTo(ids);
    assertThat(bus.calls()).isGreaterThan(1);
  }

  @Test
  void beginsWithTheLastMinutesWhereNoRelayWasBefore() throws Exception {
    millis = NOW.toEpochMilli() - LaneRelay.BEGINNING.toMillis() - 1;
    event("old");
    event("a moment too old");
    event("young enough");

    run(relay("one"));

    assertThat(bus.ids()).containsExactly("young enough");
  }

  @Test
  void goesOnWhereAnEarlierRelayStoodHoweverLongAgo() throws Exception {
    millis = NOW.toEpochMilli() - Duration.ofMinutes(90).toMillis();
    EntryId first = event("done");
    event("not done");
    Lease earlier =
        ports.open().leases().acquire("events_shop", Reader.RELAY, "zero", TTL).orElseThrow();
    assertThat(ports.open().cursors().advance(earlier, shard, first)).isTrue();
    ports.open().leases().release(earlier);

    run(relay("one"));

    assertThat(bus.ids()).containsExactly("not done");
  }

  @Test
  void waitsWhileTheBusIsAwayAndLosesNothing() throws Exception {
    LaneRelay relay = relay("one");
    run(relay);
    bus.goAway();
    event("a");
    EntryId before = cursor();

    assertThat(relay.step()).isPositive();
    assertThat(relay.step()).isPositive();
    event("b");
    assertThat(relay.step()).isPositive();

    assertThat(cursor()).isEqualTo(before);
    assertThat(relay.lag()).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    assertThat(gauge("lag_entries")).isEqualTo(2);
    assertThat(count("failures_total", "of", "bus")).isEqualTo(3);

    bus.comeBack();
    run(relay);
    assertThat(bus.ids()).containsExactly("a", "b");
    assertThat(relay.lag()).isZero();
  }

  @Test
  void publishesAgainWhatWasNotConfirmed() throws Exception {
    LaneRelay relay = relay("one");
    event("a");
    event("b");
    bus.loseAnswer();

    run(relay);
    run(relay);

    assertThat(bus.ids()).containsExactly("a", "b", "a", "b");
  }

  @Test
  void keepsItsCursorWhileTheBusIsAway() throws Exception {
    LaneRelay relay = relay("one");
    run(relay);
    String key = RedisKeys.cursor(shard, Reader.RELAY);
    bus.goAway();
    event("a");
    assertThat(relay.step()).isPositive();
    assertThat(jedis.pexpire(key, 60_000)).isEqualTo(1);

    nanos.advance(Duration.ofMinutes(2));
    assertThat(relay.step()).isPositive();

    assertThat(jedis.pttl(key)).isGreaterThan(Duration.ofMinutes(60).toMillis());
  }

  @Test
  void passesOverWhatIsNoEventWhatNobodyWantsAndWhatTheBusNeverTakes() throws Exception {
    String sites = "sites:\n  shop: {}\n  quiet: {table: events_shop, live: false}\n";
    LaneRelay relay = relay("one", FailPoints.none(), sites);
    add("no json");
    event("quiet", "page_view", "q");
    event("gone", "page_view", "g");
    event("shop", "refused", "r");
    event("a");

    run(relay);

    assertThat(bus.ids()).containsExactly("a");
    assertThat(cursor()).isEqualTo(new EntryId(millis - 1, 0));
    assertThat(count("published_events_total")).isEqualTo(1);
    assertThat(count("passed_entries_total", "reason", "unreadable")).isEqualTo(1);
    assertThat(count("passed_entries_total", "reason", "not-live")).isEqualTo(2);
    assertThat(count("passed_entries_total", "reason", "refused")).isEqualTo(1);
  }

  @Test
  void isOneAtATimeAndAnotherGoesOnWhereItStood() throws Exception {
    LaneRelay one = relay("one");
    LaneRelay two = relay("two");
    event("a");
    run(one);
    assertThat(two.step()).isPositive();
    event("b");
    assertThat(two.step()).isPositive();
    assertThat(bus.ids()).containsExactly("a");

    one.release();
    run(two);
    assertThat(bus.ids()).containsExactly("a", "b");

    event("c");
    assertThat(one.step()).isPositive();
    assertThat(bus.ids()).containsExactly("a", "b");
  }

  @Test
  void movesNoCursorOnceAnotherHasTakenOver() throws Exception {
    LaneRelay one = relay("one");
    run(one);
    jedis.del(RedisKeys.lease("events_shop", Reader.RELAY)); // as when it has expired
    LaneRelay two = relay("two");
    run(two);
    EntryId last = event("a");
    run(two);

    event("b");
    run(one); // it does not know yet

    assertThat(cursor()).isEqualTo(last);
    run(two);
    assertThat(bus.ids()).containsExactly("a", "a", "b", "b");
    one.renew();
    assertThat(one.step()).isPositive();
    assertThat(bus.calls()).isEqualTo(3);
  }

  @Test
  void trimsWhatTheLoaderHasFinishedBeforeIt() throws Exception {
    LaneRelay relay = relay("one");
    run(relay);
    bus.goAway();
    event("a");
    EntryId last = event("b");
    assertThat(relay.step()).isPositive();
    Lease loader =
        ports.open().leases().acquire("events_shop", Reader.LOADER, "loader", TTL).orElseThrow();
    assertThat(ports.open().cursors().advance(loader, shard, last)).isTrue();
    assertThat(ports.open().cursors().trim(loader, shard)).as("the relay needs it").isZero();

    bus.comeBack();
    run(relay);

    assertThat(bus.ids()).containsExactly("a", "b");
    assertThat(jedis.xlen(RedisKeys.events(shard))).isZero();
  }

  @Test
  void goesOnOnceRedisIsBack() throws Exception {
    LaneRelay relay = relay("one");
    event("a");
    run(relay);
    redis.kill();
    assertThat(relay.step()).isPositive();
    assertThat(count("failures_total", "of", "redis")).isEqualTo(1);
    redis.restart();

    try (Jedis again = new Jedis("127.0.0.1", redis.port())) {
      assertThat(
              again.xadd(
                  RedisKeys.events(shard),
                  new StreamEntryID(millis++, 0),
                  Map.of("e", "{\"event_id\":\"b\",\"site\":\"shop\",\"event_name\":\"x\"}")))
          .isNotNull();
    }
    Awaitility.await()
        .untilAsserted(
            () -> {
              run(relay);
              assertThat(bus.ids()).containsExactly("a", "b");
            });
  }

  /** As a process that dies there, and the next one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "relay-leased",
        "relay-read",
        "relay-published",
        "relay-advanced",
        "relay-released"
      })
  void publishesEachEventOnceOrTwiceWhereverItBreaks(String point) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add("e" + i);
      event("e" + i);
    }
    LaneRelay breaks =
        relay("one", FailPoints.parse(List.of(point + "=throw")), "sites:\n  shop: {}\n");
    assertThatThrownBy(
            () -> {
              run(breaks);
              breaks.release();
            })
        .isInstanceOf(FailPointException.class);

    jedis.del(RedisKeys.lease("events_shop", Reader.RELAY)); // it expires by itself
    run(relay("two"));

    Map<String, Integer> times = new HashMap<>();
    bus.ids().forEach(id -> times.merge(id, 1, Integer::sum));
    assertThat(times.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    boolean betweenPublishedAndNoted = point.equals("relay-published");
    assertThat(times.values()).containsOnly(betweenPublishedAndNoted ? 2 : 1);
  }
}
