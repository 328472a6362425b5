package dev.oceanus.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.spool.SpoolConfig;
import dev.oceanus.common.config.ByteSize;
import dev.oceanus.testkit.net.LossyProxy;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * Rows F01 to F05, F07, F08 and F10 to F12 in short: Redis does not take events in one way or
 * another. Each event is answered with 200, and is there once and in order when Redis takes them
 * again. Events are sent one after the other, so that their order is the order of acceptance.
 */
@Tag("slow")
@Timeout(180)
class SpoolIT {
  private static final int WHILE_AWAY = 25;

  @TempDir private Path folder;

  private final List<String> accepted = new ArrayList<>();

  @Test
  void keepsEventsWhileRedisIsDown() throws IOException {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      server.kill();
      store(collector, WHILE_AWAY);
      isDegraded(collector);
      server.restart();
      isDrained(collector, server);
    }
  }

  @Test
  void keepsEventsWhileRedisHangs() throws IOException {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      server.pause();
      store(collector, WHILE_AWAY);
      isDegraded(collector);
      server.resume();
      isDrained(collector, server);
    }
  }

  @Test
  void keepsEventsWhileRedisIsKilledAgainAndAgain() throws IOException {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = collector(server.url())) {
      for (int i = 0; i < 10; i++) {
        store(collector, 3);
        server.kill();
        store(collector, 3);
        server.restart();
      }
      isDrained(collector, server);
    }
  }

  @Test
  void keepsEventsWhileRedisHasNoMemory() throws IOException {
    try (RedisServer server = RedisServer.start();
        Jedis redis = new Jedis("127.0.0.1", server.port());
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      redis.configSet("maxmemory", "1mb");
      store(collector, WHILE_AWAY);
      isDegraded(collector);
      redis.configSet("maxmemory", "0");
      isDrained(collector, server);
    }
  }

  /** Redis ends where it cannot write what it has to; what it had answered is there afterwards. */
  @Test
  void keepsEventsWhileTheDiskOfRedisIsFull() throws IOException {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      server.limitFiles(8_000);
      store(collector, WHILE_AWAY);
      assertThat(server.isAlive()).isFalse();
      isDegraded(collector);
      assertThat(collector.count("oceanus_collector_stored_events", "demo"))
          .as("stored before the disk was full")
          .isBetween(4.0, WHILE_AWAY + 2.0);
      server.restart();
      isDrained(collector, server);
    }
  }

  @Test
  void keepsEventsWhileTheDiskOfRedisIsSlow() throws IOException {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      SlowDisk slow = SlowDisk.of(server.pid(), Duration.ofMillis(1_500));
      try {
        store(collector, WHILE_AWAY);
        isDegraded(collector);
        server.kill();
        store(collector, 3);
      } finally {
        slow.close();
      }
      server.restart();
      isDrained(collector, server);
    }
  }

  @Test
  void keepsEventsWhileRedisIsAReplica() throws IOException {
    try (RedisServer server = RedisServer.start();
        Jedis redis = new Jedis("127.0.0.1", server.port());
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      redis.replicaof("127.0.0.1", 1);
      store(collector, WHILE_AWAY);
      isDegraded(collector);
      redis.replicaofNoOne();
      isDrained(collector, server);
    }
  }

  /** Each key of its file takes Redis a while, and it answers LOADING in between. */
  @Test
  void keepsEventsWhileRedisReadsItsFile() throws Exception {
    List<String> slowly =
        List.of(
            "key-load-delay 100000",
            "loading-process-events-interval-bytes 1024",
            "rdbcompression no");
    try (RedisServer server = RedisServer.start(slowly);
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      try (Jedis redis = new Jedis("127.0.0.1", server.port())) {
        for (int i = 0; i < 50; i++) {
          redis.set("key " + i, "x".repeat(2_000));
        }
        redis.bgrewriteaof();
        await().until(() -> redis.info("persistence").contains("aof_rewrite_in_progress:0"));
      }
      server.kill();
      CompletableFuture<Void> loading = CompletableFuture.runAsync(server::restart);
      await().until(() -> loads(server));
      store(collector, WHILE_AWAY);
      assertThat(loads(server)).as("still loads").isTrue();
      isDegraded(collector);
      loading.get();
      isDrained(collector, server);
    }
  }

  private static boolean loads(RedisServer server) {
    try (Jedis redis = new Jedis("127.0.0.1", server.port())) {
      return redis.info("persistence").contains("loading:1");
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Test
  void storesOnceWhatRedisHasTakenWithoutTheAnswerArriving() throws IOException {
    try (RedisServer server = RedisServer.start();
        LossyProxy proxy = LossyProxy.start("127.0.0.1", server.port());
        TestCollector collector = collector("redis://127.0.0.1:" + proxy.port())) {
      store(collector, 3);
      for (int i = 0; i < 5; i++) {
        proxy.dropAnswersTo("EVALSHA", 1_000);
        store(collector, 2);
        await()
            .until(
                () ->
                    collector.registry().get("oceanus_collector_spool_events").gauge().value() > 0);
        proxy.pass();
        store(collector, 2);
      }
      isDrained(collector, server);
      assertThat(proxy.droppedAnswers()).isGreaterThan(5);
    }
  }

  @Test
  void keepsEventsWhileTheNetworkIsCutInTheMiddleOfAnAnswer() throws IOException {
    try (RedisServer server = RedisServer.start();
        LossyProxy proxy = LossyProxy.start("127.0.0.1", server.port());
        TestCollector collector = collector("redis://127.0.0.1:" + proxy.port())) {
      store(collector, 3);
      proxy.blackHole();
      store(collector, WHILE_AWAY);
      proxy.pass();
      isDrained(collector, server);
      proxy.reset();
      store(collector, WHILE_AWAY);
      proxy.pass();
      isDrained(collector, server);
    }
  }

  @Test
  void keepsEventsWhileNoAnswerComesThrough() throws IOException {
    try (RedisServer server = RedisServer.start();
        LossyProxy proxy = LossyProxy.start("127.0.0.1", server.port());
        TestCollector collector = collector("redis://127.0.0.1:" + proxy.port())) {
      store(collector, 3);
      proxy.holdAnswers();
      store(collector, WHILE_AWAY);
      isDegraded(collector);
      proxy.pass();
      isDrained(collector, server);
    }
  }

  /** 200 ms to and fro, give or take 100; then longer than anybody waits. */
  @Test
  void keepsEventsOverASlowLine() throws IOException {
    try (RedisServer server = RedisServer.start();
        LossyProxy proxy = LossyProxy.start("127.0.0.1", server.port());
        TestCollector collector = collector("redis://127.0.0.1:" + proxy.port())) {
      store(collector, 3);
      proxy.delay(Duration.ofMillis(50), Duration.ofMillis(150), 1);
      store(collector, WHILE_AWAY);
      isDrained(collector, server);
      proxy.delay(Duration.ofMillis(400), Duration.ofMillis(1_200), 2);
      store(collector, WHILE_AWAY);
      proxy.pass();
      isDrained(collector, server);
    }
  }

  /** While it is sent on, new events keep coming; it has to come to its end all the same. */
  @Test
  void comesToItsEndUnderLoad() throws Exception {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = collector(server.url())) {
      store(collector, 3);
      server.kill();
      store(collector, WHILE_AWAY);
      server.restart();
      int tries = 0;
      do {
        store(collector, 1);
        assertThat(++tries).isLessThan(20_000);
      } while (collector.count("oceanus_collector_stored_events", "demo") < 10);
      isDrained(collector, server);
    }
  }

  @Test
  void waitsAtItsEndForARedisThatIsAway() throws Exception {
    SpoolConfig patient = new SpoolConfig(spool(), ByteSize.ofMib(16), Duration.ofMinutes(2));
    try (RedisServer server = RedisServer.start()) {
      TestCollector collector = TestCollector.on(Stores.on(server.url()), patient);
      store(collector, 3);
      server.kill();
      store(collector, WHILE_AWAY);
      int port = collector.port();
      CompletableFuture<Void> end = CompletableFuture.runAsync(collector::close);
      await().until(() -> refusesConnections(port));
      assertThat(end).isNotDone();
      server.restart();
      end.get(60, TimeUnit.SECONDS);
      assertThat(Stores.eventIds(server, TestSites.DEMO)).isEqualTo(accepted);
      assertThat(files()).containsExactly("lock");
    }
  }

  private static boolean refusesConnections(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void refusesWhatItHasNoRoomForAndSendsWhatItHas() throws IOException {
    try (RedisServer server = RedisServer.start();
        TestCollector collector =
            TestCollector.on(
                Stores.on(server.url()), new SpoolConfig(spool(), new ByteSize(4_000)))) {
      store(collector, 3);
      server.kill();
      Answer answer = pixel(collector, "begin");
      for (int i = 0; answer.status() == 200; i++) {
        accepted.add(i == 0 ? "begin" : "fill-" + i);
        answer = pixel(collector, "fill-" + (i + 1));
      }
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isPresent();
      assertThat(accepted).hasSizeBetween(6, 40);
      assertThat(RawHttp.get(collector.port(), "/lb").status()).isEqualTo(503);
      assertThat(
              collector
                  .registry()
                  .get("oceanus_collector_spool_refused_events")
                  .tag("reason", "full")
                  .counter()
                  .count())
          .isEqualTo(1);
      server.restart();
      isDrained(collector, server);
    }
  }

  private Path spool() {
    return folder.resolve("spool");
  }

  private TestCollector collector(String redis) {
    return TestCollector.on(Stores.on(redis), new SpoolConfig(spool(), ByteSize.ofMib(16)));
  }

  private void store(TestCollector collector, int events) throws IOException {
    for (int i = 0; i < events; i++) {
      String id = "event-" + accepted.size();
      assertThat(pixel(collector, id).status()).as(id).isEqualTo(200);
      accepted.add(id);
    }
  }

  private static Answer pixel(TestCollector collector, String id) throws IOException {
    return RawHttp.get(collector.port(), "/v1/pixel/demo?evt=e&eid=" + id);
  }

  private static void isDegraded(TestCollector collector) throws IOException {
    Answer answer = RawHttp.get(collector.port(), "/lb");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.utf8()).isEqualTo("ok\n");
    assertThat(collector.isDegraded()).isTrue();
  }

  /** Waits for it, and compares. */
  private void isDrained(TestCollector collector, RedisServer server) throws IOException {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(collector.isDegraded()).isFalse());
    assertThat(Stores.eventIds(server, TestSites.DEMO)).isEqualTo(accepted);
    assertThat(
            collector.count("oceanus_collector_stored_events", "demo")
                + collector.count("oceanus_collector_spooled_events", "demo"))
        .isEqualTo(accepted.size());
    await().untilAsserted(() -> assertThat(files()).containsExactly("lock"));
    assertThat(collector.faults()).isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(spool())) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
