package dev.oceanus.collector.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.redis.RedisRelayPorts;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.redis.LazyRedis;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.redis.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.XAddParams;

/** Relays with their threads on a real Redis, into a bus in memory. */
class RelayIT {
  private static final String SITES =
      "sites:\n  shop: {}\n  media: {shards: 3}\n  quiet: {live: false}\n";

  private final RedisServer redis = RedisServer.start();
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
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();

  @AfterEach
  void stop() {
    relays.forEach(Relay::close);
    client.close();
    redis.close();
    assertThat(faults).isEmpty();
  }

  private Relay started(Duration interval) {
    Relay relay =
        new Relay(
            new RelayConfig(interval, Duration.ofSeconds(30)),
            SiteCatalogueReader.read(SITES, "sites.yaml"),
            new Relay.Parts(
                ports,
                bus,
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                System::nanoTime,
                new SplittableRandom(1),
                FailPoints.none(),
                (what, cause) -> faults.add(what + ": " + cause)));
    relay.start();
    relays.add(relay);
    return relay;
  }

  private void add(String lane, int shard, String id) {
    add(lane, shard, id, lane.substring("events_".length()));
    sent.add(id);
  }

  private void add(String lane, int shard, String id, String site) {
    String json = "{\"event_id\":\"%s\",\"site\":\"%s\",\"event_name\":\"x\"}".formatted(id, site);
    try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      assertThat(
              jedis.xadd(
                  RedisKeys.events(new Shard(lane, shard)).getBytes(UTF_8),
                  XAddParams.xAddParams(),
                  Map.of("e".getBytes(UTF_8), json.getBytes(UTF_8))))
          .isNotNull();
    }
  }

  private void awaitAll() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(bus.ids()).containsExactlyInAnyOrderElementsOf(sent));
  }

  private boolean leased(String lane) {
    try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      return jedis.exists(RedisKeys.lease(lane, Reader.RELAY));
    }
  }

  @Test
  void publishesEveryShardOfEveryLaneThatIsLive() {
    add("events_shop", 0, "a");
    Relay relay = started(Duration.ofMillis(20));
    for (int i = 0; i < 3; i++) {
      add("events_media", i, "m" + i);
    }
    add("events_quiet", 0, "q", "quiet");
    add("refused", 0, "r", "shop");
    add("events_shop", 0, "b");

    awaitAll();

    assertThat(relay.check().ready()).isTrue();
    assertThat(leased("events_quiet")).isFalse();
    assertThat(leased("refused")).isFalse();
  }

  @Test
  @Tag("slow")
  void handsItsLanesOverWhenItEnds() {
    Relay first = started(Duration.ofMillis(20));
    add("events_shop", 0, "a");
    awaitAll();
    Relay second = started(Duration.ofMillis(20));

    first.close();
    assertThat(leased("events_shop")).as("nobody waits for its lease to expire").isFalse();
    add("events_shop", 0, "b");

    awaitAll();
    assertThat(second.check().ready()).isTrue();
  }

  @Test
  @Tag("slow")
  void publishesTheLastEventsBeforeItEnds() {
    Relay relay = started(Duration.ofMinutes(1));
    add("events_shop", 0, "first");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> leased("events_shop"));
    add("events_shop", 0, "a");

    relay.close();

    assertThat(bus.ids()).containsExactlyElementsOf(sent);
  }

  @Test
  void saysThatItIsBehindWhileItGoesOnLiving() {
    try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      String id = (System.currentTimeMillis() - 120_000) + "-0";
      assertThat(
              jedis.xadd(
                  RedisKeys.events(new Shard("events_shop", 0)).getBytes(UTF_8),
                  XAddParams.xAddParams().id(id),
                  Map.of(
                      "e".getBytes(UTF_8),
                      "{\"event_id\":\"a\",\"site\":\"shop\",\"event_name\":\"x\"}"
                          .getBytes(UTF_8))))
          .isNotNull();
    }
    sent.add("a");
    bus.goAway();

    Relay relay = started(Duration.ofMillis(20));

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(relay.check().isDegraded()).isTrue());
    assertThat(relay.check().live()).isTrue();
    bus.comeBack();
    awaitAll();
    Awaitility.await().untilAsserted(() -> assertThat(relay.check().isDegraded()).isFalse());
  }
}
