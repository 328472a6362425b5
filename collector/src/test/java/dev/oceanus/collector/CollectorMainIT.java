package dev.oceanus.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The collector's process, from its settings to its end. */
@Timeout(180)
class CollectorMainIT {
  @TempDir Path folder;

  @Test
  void namesEveryFaultOfItsSettingsBeforeItOpensAPort() throws Exception {
    try (ServerSocket http = taken();
        ServerSocket admin = taken();
        CollectorProcess collector =
            new CollectorProcess(
                Map.of(
                    "OCEANUS_HTTP_PORT", Integer.toString(http.getLocalPort()),
                    "OCEANUS_ADMIN_PORT", Integer.toString(admin.getLocalPort()),
                    "OCEANUS_SITES_FILE", folder.resolve("none.yaml").toString(),
                    "OCEANUS_HTTP_THREADS", "many",
                    "OCEANUS_TRUSTED_PROXIES", "10.0.0.0/",
                    "OCEANUS_REDIS_ALLOW_UNSAFE", "fsync",
                    "OCEANUS_REDIS_URL", "redis://user:s3cret@",
                    "OCEANUS_QUEUE_EVENT", "5"))) {
      assertThat(collector.exitCode()).as("a port that is taken would make it 1").isEqualTo(78);
      assertThat(String.join("\n", collector.output()))
          .contains("none.yaml")
          .contains("OCEANUS_HTTP_THREADS")
          .contains("OCEANUS_TRUSTED_PROXIES")
          .contains("OCEANUS_REDIS_ALLOW_UNSAFE")
          .contains("OCEANUS_REDIS_URL")
          .contains("OCEANUS_QUEUE_EVENT")
          .doesNotContain("s3cret")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void endsWithTheReasonWhereRedisWouldLoseEvents() throws Exception {
    Path terminationLog = Files.createFile(folder.resolve("termination-log"));
    Map<String, String> settings = settings("redis://unused");
    settings.put("OCEANUS_TERMINATION_LOG", terminationLog.toString());
    try (RedisServer redis = RedisServer.start(List.of("appendfsync everysec"))) {
      settings.put("OCEANUS_REDIS_URL", redis.url());
      try (CollectorProcess collector = new CollectorProcess(settings)) {
        assertThat(collector.exitCode()).isEqualTo(1);
        assertThat(Files.readString(terminationLog))
            .contains("appendfsync must be 'always', found 'everysec'");
      }
    }
  }

  @Test
  @Tag("slow")
  void isReadyOnceRedisIsThere() throws Exception {
    try (RedisServer redis = RedisServer.start()) {
      redis.stop();
      try (CollectorProcess collector = new CollectorProcess(settings(redis.url())).started()) {
        assertThat(admin(collector, "/livez").status()).isEqualTo(200);
        assertThat(admin(collector, "/readyz").status()).isEqualTo(503);
        assertThat(pixel(collector, "early").status()).isEqualTo(503);
        redis.restart();
        await().until(() -> admin(collector, "/readyz").status() == 200);
        assertThat(pixel(collector, "ready").status()).isEqualTo(200);
        tellsItsOperatorsWhatTheyAsk(collector);
      }
    }
  }

  private static void tellsItsOperatorsWhatTheyAsk(CollectorProcess collector) throws IOException {
    assertThat(admin(collector, "/metrics").utf8())
        .containsPattern("oceanus_collector_stored_events_total\\{[^}]*site=\"demo\"[^}]*} 1")
        .containsPattern("oceanus_collector_unavailable_events_total\\{[^}]*site=\"demo\"[^}]*} 1");
    assertThat(admin(collector, "/info").utf8()).contains("\"service\" : \"collector\"");
    assertThat(admin(collector, "/whoami").utf8()).contains("client  127.0.0.1");
    for (String path : List.of("/metrics", "/livez", "/readyz", "/info", "/whoami")) {
      assertThat(RawHttp.get(collector.httpPort(), path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  @Tag("slow")
  void losesNothingThatItAcknowledgedWhenItIsToldToEnd() throws Exception {
    try (RedisServer redis = RedisServer.start();
        CollectorProcess collector = new CollectorProcess(settings(redis.url())).started()) {
      Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
      AtomicInteger ids = new AtomicInteger();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        clients.add(Thread.ofVirtual().start(() -> sendUntilRefused(collector, ids, acknowledged)));
      }
      await().until(() -> acknowledged.size() > 200);
      int before = acknowledged.size();
      collector.terminate();
      assertThat(collector.exitCode()).isZero();
      for (Thread client : clients) {
        client.join();
      }
      assertThat(acknowledged).as("served on while draining").hasSizeGreaterThan(before);
      try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
        List<String> stored =
            jedis.xrange("oc:{events_demo:0}:events", "-", "+").stream()
                .map(entry -> String.valueOf(entry.getFields().get("e")))
                .map(json -> json.replaceFirst(".*\"event_id\":\"([^\"]*)\".*", "$1"))
                .toList();
        assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged);
      }
      assertThat(collector.output())
          .anyMatch(line -> line.contains("collector ended with code 0"))
          .noneMatch(line -> line.contains("\"severity\":\"ERROR\""));
    }
  }

  @Test
  @Tag("slow")
  void endsWithoutWaitingForAnswersThatAreHeldBack() throws Exception {
    try (RedisServer redis = RedisServer.start();
        CollectorProcess collector = new CollectorProcess(settings(redis.url())).started()) {
      List<RawHttp> readers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String target = "/v1/mail/demo?dwell=2&eid=step-" + i;
        readers.add(new RawHttp(collector.httpPort()).send(RawHttp.head("GET", target) + "\r\n"));
      }
      try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
        await().until(() -> jedis.xlen("oc:{events_demo:0}:events") == 20);
        collector.terminate();
        for (RawHttp reader : readers) {
          try (reader) {
            assertThat(reader.answer().header("Content-Type")).contains("image/gif");
          }
        }
        assertThat(collector.exitCode()).isZero();
        assertThat(jedis.xlen("oc:{events_demo:0}:events")).isEqualTo(20);
      }
    }
  }

  /** Sends events one after the other until no connection is taken any more. */
  private static void sendUntilRefused(
      CollectorProcess collector, AtomicInteger ids, Queue<String> acknowledged) {
    while (true) {
      try (RawHttp http = new RawHttp(collector.httpPort())) {
        boolean open = true;
        while (open) {
          String id = "id-" + ids.incrementAndGet();
          http.send(RawHttp.head("GET", "/v1/pixel/demo?evt=e&eid=" + id) + "\r\n");
          Answer answer = http.answer();
          if (answer.status() == 200) {
            acknowledged.add(id);
          }
          open = answer.header("Connection").isEmpty();
        }
      } catch (IOException e) {
        if (!collector.taking()) {
          return;
        }
      }
    }
  }

  private Map<String, String> settings(String redis) throws IOException {
    Path sites = folder.resolve("sites.yaml");
    Files.writeString(sites, "sites:\n  demo:\n    table: events_demo\n");
    Map<String, String> settings = new HashMap<>();
    settings.put("OCEANUS_SITES_FILE", sites.toString());
    settings.put("OCEANUS_REDIS_URL", redis);
    return settings;
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static Answer admin(CollectorProcess collector, String path) throws IOException {
    return RawHttp.get(collector.adminPort(), path);
  }

  private static Answer pixel(CollectorProcess collector, String id) throws IOException {
    return RawHttp.get(collector.httpPort(), "/v1/pixel/demo?evt=e&eid=" + id);
  }
}
