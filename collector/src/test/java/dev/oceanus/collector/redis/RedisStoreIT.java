package dev.oceanus.collector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RedisStoreIT {
  private static final List<MicroBatch> BATCH =
      List.of(
          new MicroBatch(TestSites.DEMO.lane().shard(0), "test", 1, List.of("{}".getBytes(UTF_8))));

  @Test
  void refusesToStartOnARedisThatLosesWhatItConfirms() {
    try (RedisServer server =
            RedisServer.start(
                List.of("appendfsync everysec", "maxmemory-policy allkeys-lru", "appendonly no"));
        RedisStore store = Stores.on(server.url())) {
      assertThatThrownBy(store::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("127.0.0.1:" + server.port())
          .hasMessageContaining("appendonly must be 'yes', found 'no'")
          .hasMessageContaining("appendfsync must be 'always', found 'everysec'")
          .hasMessageContaining("maxmemory-policy must be 'noeviction', found 'allkeys-lru'")
          .hasMessageContaining("OCEANUS_REDIS_ALLOW_UNSAFE");
      assertThat(store.append(BATCH).getFirst()).isInstanceOf(AppendOutcome.Unconfirmed.class);
    }
  }

  @Test
  void startsOnItWhereThatIsAllowedByName() {
    try (RedisServer server = RedisServer.start(List.of("appendfsync everysec"));
        RedisStore store = Stores.on(server.url(), "appendfsync")) {
      store.start();
      assertThat(store.check().ready()).isTrue();
      assertThat(store.append(BATCH)).containsExactly(new AppendOutcome.Stored(false));
    }
  }

  @Test
  void tellsHowMuchWaitsInAllStreamsTogether() {
    List<Shard> shards = new Lane("events_demo", 3).all();
    try (RedisServer server = RedisServer.start();
        RedisStore store = Stores.on(server.url())) {
      assertThat(store.total(shards)).as("not connected").isEmpty();
      store.start();
      assertThat(store.total(shards)).hasValue(0);
      store.append(batch(shards.get(0), 2));
      store.append(batch(shards.get(2), 3));
      assertThat(store.total(shards)).hasValue(5);
      assertThat(store.total(shards.subList(0, 2))).hasValue(2);
      server.stop();
      assertThat(store.total(shards)).as("Redis is away").isEmpty();
    }
  }

  private static List<MicroBatch> batch(Shard shard, int events) {
    return List.of(
        new MicroBatch(shard, "test", 1, Collections.nCopies(events, "{}".getBytes(UTF_8))));
  }

  @Test
  void waitsForARedisThatComesLater() {
    try (RedisServer server = RedisServer.start();
        RedisStore store = Stores.on(server.url())) {
      server.stop();
      store.start();
      assertThat(store.check().live()).isTrue();
      assertThat(store.check().detail()).isEqualTo("degraded: Redis has not answered yet");
      assertThat(store.answers()).isFalse();
      assertThat(store.append(BATCH))
          .containsExactly(new AppendOutcome.Unconfirmed("not connected"));
      server.restart();
      assertThat(store.answers()).isTrue();
      assertThat(store.check().detail()).isEqualTo("ready");
      assertThat(store.append(BATCH)).containsExactly(new AppendOutcome.Stored(false));
    }
  }

  @Test
  void judgesARedisThatComesLaterAsStrictly() {
    try (RedisServer server = RedisServer.start(List.of("appendfsync everysec"));
        RedisStore store = Stores.on(server.url())) {
      server.stop();
      store.start();
      server.restart();
      assertThatThrownBy(store::answers).isInstanceOf(StartException.class);
    }
  }

  @Test
  @Tag("slow")
  void answers503WhileRedisIsGoneAndStoresAgainWhenItIsBack() throws IOException {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = TestCollector.on(Stores.on(server.url()))) {
      stores(collector, "before");
      server.kill();
      isUnavailable(collector, "while it is down");
      server.restart();
      await().until(() -> pixel(collector, "back").status() == 200);
      server.pause();
      isUnavailable(collector, "while it is halted");
      server.resume();
      await().until(() -> pixel(collector, "again").status() == 200);
      assertThat(Stores.eventIds(server, TestSites.DEMO))
          .startsWith("before")
          .contains("back", "again")
          .doesNotHaveDuplicates();
    }
  }

  private static void stores(TestCollector collector, String id) throws IOException {
    assertThat(pixel(collector, id).status()).isEqualTo(200);
    assertThat(RawHttp.get(collector.port(), "/lb").utf8()).isEqualTo("ok\n");
  }

  private static void isUnavailable(TestCollector collector, String when) throws IOException {
    Answer answer = pixel(collector, "lost");
    assertThat(answer.status()).as(when).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(RawHttp.get(collector.port(), "/lb").status())
        .as("for load balancers")
        .isEqualTo(503);
  }

  private static Answer pixel(TestCollector collector, String id) throws IOException {
    return RawHttp.get(collector.port(), "/v1/pixel/demo?evt=e&eid=" + id);
  }
}
