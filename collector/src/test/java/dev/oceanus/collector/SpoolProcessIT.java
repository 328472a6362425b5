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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The spool across the ends of the collector's process, and on a disk that takes no more. */
@Tag("slow")
@Timeout(180)
class SpoolProcessIT {
  @TempDir private Path folder;

  private final RedisServer redis = RedisServer.start();
  private final List<String> accepted = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void set() throws IOException {
    Path sites = folder.resolve("sites.yaml");
    Files.writeString(sites, "sites:\n  demo:\n    table: events_demo\n");
    settings.put("OCEANUS_SITES_FILE", sites.toString());
    settings.put("OCEANUS_REDIS_URL", redis.url());
    settings.put("OCEANUS_SPOOL_DIR", spool().toString());
    settings.put("OCEANUS_DRAIN_TIME", "0ms");
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private Path spool() {
    return folder.resolve("spool");
  }

  @Test
  void losesNothingWhenItIsKilledAgainAndAgain() throws Exception {
    redis.stop();
    for (int life = 0; life < 3; life++) {
      try (CollectorProcess collector = new CollectorProcess(settings).started()) {
        Answer ready = RawHttp.get(collector.adminPort(), "/readyz");
        assertThat(ready.status()).as("Redis is away at its start").isEqualTo(200);
        assertThat(ready.utf8()).contains("degraded: events go to the spool");
        store(collector, 10);
        collector.kill();
      }
    }
    redis.restart();
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 5);
      await().untilAsserted(() -> assertThat(stored()).isEqualTo(accepted));
      await().untilAsserted(() -> assertThat(segments()).isEmpty());
    }
  }

  @Test
  void tellsAtItsEndWhatIsLeftAndLeavesItForTheNextProcess() throws Exception {
    redis.stop();
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 7);
      collector.terminate();
      assertThat(collector.exitCode()).isZero();
      assertThat(collector.output())
          .anyMatch(line -> line.contains("7 events are left in " + spool()))
          .noneMatch(line -> line.contains("\"severity\":\"ERROR\""));
    }
    redis.restart();
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 1);
      await().untilAsserted(() -> assertThat(stored()).isEqualTo(accepted));
    }
  }

  @Test
  void waitsAtItsEndForARedisThatComesBack() throws Exception {
    settings.put("OCEANUS_SPOOL_DRAIN_TIME", "2m");
    redis.stop();
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 7);
      collector.terminate();
      await().until(() -> collector.says("7 events wait in " + spool()));
      redis.restart();
      assertThat(collector.exitCode()).isZero();
      assertThat(stored()).isEqualTo(accepted);
      assertThat(segments()).isEmpty();
    }
  }

  @Test
  void waitsAtItsEndNoLongerThanItIsToldTo() throws Exception {
    settings.put("OCEANUS_SPOOL_DRAIN_TIME", "2s");
    redis.stop();
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 7);
      collector.terminate();
      assertThat(collector.exitCode()).isZero();
      assertThat(collector.output())
          .anyMatch(line -> line.contains("7 events wait in " + spool()))
          .anyMatch(line -> line.contains("7 events are left in " + spool()))
          .noneMatch(line -> line.contains("\"severity\":\"ERROR\""));
      assertThat(segments()).isNotEmpty();
    }
  }

  @Test
  void doesNotWaitAtItsEndWithAnEmptySpool() throws Exception {
    settings.put("OCEANUS_SPOOL_DRAIN_TIME", "1h");
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 3);
      redis.stop();
      collector.terminate();
      assertThat(collector.exitCode()).isZero();
      assertThat(collector.output()).noneMatch(line -> line.contains("events wait in"));
    }
  }

  /** It is started again where it was, and finds its spool. */
  @Test
  void doesNotWaitWhenItEndsSinceItFailed() throws Exception {
    settings.put("OCEANUS_SPOOL_DRAIN_TIME", "1h");
    redis.stop();
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 7);
      collector.kill();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      settings.put("OCEANUS_HTTP_PORT", Integer.toString(taken.getLocalPort()));
      try (CollectorProcess collector = new CollectorProcess(settings)) {
        assertThat(collector.exitCode()).isEqualTo(1);
        assertThat(collector.output())
            .anyMatch(line -> line.contains("7 events are left in " + spool()));
      }
    }
  }

  @Test
  void sendsItsSpoolBeforeItEnds() throws Exception {
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      redis.pause();
      store(collector, 50);
      redis.resume();
      collector.terminate();
      assertThat(collector.exitCode()).isZero();
      assertThat(stored()).isEqualTo(accepted);
      assertThat(segments()).isEmpty();
    }
  }

  /** The limit on the size of its files stands for a full disk: each write fails, for whoever. */
  @Test
  void refusesEventsWhileItsDiskIsFullAndLosesNoneThatItHas() throws Exception {
    redis.stop();
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      store(collector, 10);
      collector.limitFiles("0");
      for (int i = 0; i < 3; i++) {
        Answer answer = pixel(collector, "refused-" + i);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
      }
      assertThat(RawHttp.get(collector.adminPort(), "/readyz").status()).isEqualTo(503);
      assertThat(RawHttp.get(collector.adminPort(), "/livez").status()).isEqualTo(200);
      assertThat(RawHttp.get(collector.adminPort(), "/metrics").utf8())
          .containsPattern("spool_refused_events_total\\{[^}]*reason=\"disk\"[^}]*} 3")
          .containsPattern("spooled_events_total\\{[^}]*site=\"demo\"[^}]*} 10")
          .containsPattern("unavailable_events_total\\{[^}]*site=\"demo\"[^}]*} 3");
      collector.limitFiles("unlimited");
      store(collector, 5);
      assertThat(RawHttp.get(collector.adminPort(), "/readyz").status()).isEqualTo(200);
      redis.restart();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(stored()).isEqualTo(accepted));
    }
  }

  @Test
  void doesNotStartOnAFolderThatAnotherCollectorHas() throws Exception {
    try (CollectorProcess first = new CollectorProcess(settings).started();
        CollectorProcess second = new CollectorProcess(settings)) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output())
          .filteredOn(line -> line.contains("cannot start"))
          .singleElement()
          .asString()
          .contains("the spool folder " + spool())
          .contains("is in use by process " + first.pid());
    }
  }

  @Test
  void saysAtItsStartThatThereIsNoSpool() throws Exception {
    settings.remove("OCEANUS_SPOOL_DIR");
    try (CollectorProcess collector = new CollectorProcess(settings).started()) {
      collector.terminate();
      assertThat(collector.exitCode()).isZero();
      assertThat(collector.output())
          .filteredOn(line -> line.contains("no spool (OCEANUS_SPOOL_DIR)"))
          .hasSize(1);
    }
  }

  private void store(CollectorProcess collector, int events) throws IOException {
    for (int i = 0; i < events; i++) {
      String id = "event-" + accepted.size();
      assertThat(pixel(collector, id).status()).as(id).isEqualTo(200);
      accepted.add(id);
    }
  }

  private static Answer pixel(CollectorProcess collector, String id) throws IOException {
    return RawHttp.get(collector.httpPort(), "/v1/pixel/demo?evt=e&eid=" + id);
  }

  /** Ids of the events in Redis, in order. */
  private List<String> stored() {
    try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      return jedis.xrange("oc:{events_demo:0}:events", "-", "+").stream()
          .map(entry -> String.valueOf(entry.getFields().get("e")))
          .map(json -> json.replaceFirst(".*\"event_id\":\"([^\"]*)\".*", "$1"))
          .toList();
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(spool())) {
      return files.filter(file -> file.toString().endsWith(".spool")).toList();
    }
  }
}
