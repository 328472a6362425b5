package dev.oceanus.collector.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.SetClock;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;

/** Daily visitors of several collectors on one Redis. */
@Timeout(120)
class RedisSaltsIT {
  private static final SiteCatalogue SITES =
      SiteCatalogueReader.read(
          "sites:\n  daily:\n    privacy: {visitor: daily, ip: drop}\n", "sites.yaml");
  private static final String KEY = "oc:{visitor-salt}:";
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final String AGENT = "User-Agent: Mozilla/5.0 (X11; Linux) Firefox/140.0";

  private final SetClock clock = new SetClock("2026-11-25T23:59:00Z");

  @Test
  void areTheSameForADayAndOthersOnTheNext() throws IOException {
    try (RedisServer redis = RedisServer.start();
        TestCollector one = TestCollector.on(Stores.on(redis.url()), SITES, clock);
        TestCollector other = TestCollector.on(Stores.on(redis.url()), SITES, clock);
        Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      send(one);
      send(other);
      List<String> today = visitors(jedis);
      assertThat(today).hasSize(2).doesNotContain("").allMatch(today.getFirst()::equals);
      assertThat(jedis.keys(KEY + "*"))
          .containsExactlyInAnyOrder(KEY + TODAY, KEY + TODAY.plusDays(1));
      assertThat(jedis.pttl(KEY + TODAY)).isBetween(1L, Duration.ofMinutes(2).toMillis());

      redis.stop(); // midnight needs no Redis
      clock.set("2026-11-26T00:00:00Z");
      redis.restart();
      await().until(() -> sends(one) && sends(other));
      List<String> tomorrow = new ArrayList<>();
      try (Jedis again = new Jedis("127.0.0.1", redis.port())) {
        tomorrow.addAll(visitors(again).subList(2, visitors(again).size()));
      }
      assertThat(tomorrow).hasSizeGreaterThan(1).allMatch(tomorrow.getFirst()::equals);
      assertThat(tomorrow.getFirst()).isNotEmpty().isNotEqualTo(today.getFirst());
    }
  }

  private static void send(TestCollector collector) throws IOException {
    assertThat(sends(collector)).isTrue();
  }

  private static boolean sends(TestCollector collector) throws IOException {
    return RawHttp.get(collector.port(), "/v1/pixel/daily?evt=e&vid=v", AGENT).status() == 200;
  }

  private static List<String> visitors(Jedis jedis) {
    return jedis.xrange("oc:{events_daily:0}:events", "-", "+").stream()
        .map(entry -> String.valueOf(entry.getFields().get("e")))
        .map(json -> json.replaceFirst(".*\"visitor_id\":\"([0-9a-f]{32})\".*", "$1"))
        .toList();
  }

  @Test
  void takeTheFirstThatIsProposed() {
    try (RedisServer redis = RedisServer.start();
        RedisStore store = Stores.on(redis.url());
        Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      store.start();
      byte[] first = HexFormat.of().parseHex("00ff");
      byte[] second = HexFormat.of().parseHex("1234");
      assertThat(store.agree(TODAY, first, Duration.ofHours(1))).isEqualTo(first);
      assertThat(store.agree(TODAY, second, Duration.ofHours(1))).isEqualTo(first);
      assertThat(store.agree(TODAY.plusDays(1), second, Duration.ofHours(1))).isEqualTo(second);

      jedis.set(KEY + TODAY, "not a salt");
      assertThatThrownBy(() -> store.agree(TODAY, first, Duration.ofHours(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(KEY + TODAY)
          .hasMessageNotContaining("not a salt");
    }
  }

  @Test
  void areNotMadeUpWhereRedisIsAway() {
    try (RedisServer redis = RedisServer.start();
        RedisStore store = Stores.on(redis.url())) {
      redis.stop();
      store.start();
      assertThatThrownBy(() -> store.agree(TODAY, new byte[2], Duration.ofHours(1)))
          .isInstanceOf(StreamUnavailableException.class)
          .hasMessageContaining("2026-11-25");
      redis.restart();
      assertThat(store.answers()).isTrue();
      redis.stop();
      assertThatThrownBy(() -> store.agree(TODAY, new byte[2], Duration.ofHours(1)))
          .isInstanceOf(StreamUnavailableException.class);
    }
  }

  /** What docs/privacy.md says of the append-only file. */
  @Test
  void areGoneFromTheAppendOnlyFileOnceItIsRewritten() throws IOException {
    try (RedisServer redis = RedisServer.start();
        RedisStore store = Stores.on(redis.url());
        Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      store.start();
      byte[] salt = new byte[32];
      salt[0] = 7;
      store.agree(TODAY, salt, Duration.ofHours(1));
      jedis.del(KEY + TODAY); // as Redis does when it expires
      String written = HexFormat.of().formatHex(salt);
      assertThat(holds(redis, written)).isTrue();
      jedis.bgrewriteaof();
      await().until(() -> !holds(redis, written));
    }
  }

  private static boolean holds(RedisServer redis, String text) throws IOException {
    try (Stream<Path> files = Files.walk(redis.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
          return true;
        }
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      return true; // the files change under our hands: look again
    }
    return false;
  }
}
