package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.redis.RedisStore;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.testkit.input.Blns;
import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.json.JsonMapper;

/**
 * A11: nothing in a value is a command to Redis or code in its scripts; what is long is not sent.
 */
@Timeout(120)
class A11RedisProtocolIT {
  private static final String STREAM = "oc:{events_demo:0}:events";
  private static final List<String> COMMANDS =
      List.of(
          "x\r\n*1\r\n$8\r\nFLUSHALL\r\n",
          "\r\nSET evil 1\r\n",
          "\n*3\r\n$3\r\nSET\r\n$4\r\nevil\r\n$1\r\n1\r\n",
          "\"; redis.call('SET', 'evil', 1) --",
          "]] redis.call('SET', 'evil', 1) --[[",
          "'..redis.call('SET','evil','1')..'",
          "\u0000\u0001",
          "{events_shop:0}");

  @Test
  void storesCommandsAsTheTextThatTheyAre() throws Exception {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = TestCollector.on(store(server));
        Jedis redis = new Jedis("127.0.0.1", server.port())) {
      redis.set("canary", "alive");
      for (String command : COMMANDS) {
        String value = Blns.escaped(command);
        String query = "evt=e&tit=" + value + "&uid=" + value + "&" + value + "=1";
        assertThat(RawHttp.get(collector.port(), "/v1/pixel/demo?" + query).status())
            .isEqualTo(200);
      }
      assertThat(titles(redis)).containsExactlyElementsOf(COMMANDS);
      assertThat(redis.get("canary")).isEqualTo("alive");
      Set<String> keys = redis.keys("*");
      assertThat(keys).contains(STREAM).allMatch(A11RedisProtocolIT::isOurs);
    }
  }

  @Test
  void sendsNothingThatIsLongerThanABodyMayBe() throws Exception {
    try (RedisServer server = RedisServer.start();
        TestCollector collector = TestCollector.on(store(server));
        Jedis redis = new Jedis("127.0.0.1", server.port())) {
      String head = RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain");
      String request = head + "Content-Length: " + (512L << 20) + "\r\n\r\n{\"evt\":\"";
      assertThat(RawHttp.attempt(collector.port(), request.getBytes(ISO_8859_1)).status())
          .isEqualTo(413);
      assertThat(redis.exists(STREAM)).isFalse();
    }
  }

  private static boolean isOurs(String key) {
    return key.equals("canary") || (key.startsWith("oc:{") && !key.contains("events_shop"));
  }

  private static List<String> titles(Jedis redis) {
    return redis.xrange(STREAM, "-", "+").stream()
        .map(entry -> String.valueOf(entry.getFields().get("e")))
        .map(json -> JsonMapper.shared().readTree(json).get("page_title").asString())
        .toList();
  }

  private static RedisStore store(RedisServer server) throws IOException {
    return new RedisStore(
        new RedisConfig(
            URI.create(server.url()),
            RedisConfig.Mode.STANDALONE,
            null,
            Duration.ofMillis(500),
            List.of()));
  }
}
