package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.CollectorConfig;
import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.common.config.ConfigException;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.site.WriteKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that an operator has moved. */
class PathsTest {
  private static final String KEY = WriteKeys.BEGINNING + "k".repeat(43);
  private static final String SITES =
      """
      sites:
        shop:
          origins: ["https://shop.example"]
          click: {hosts: [shop.example]}
          server: {keys: {b: "%s"}}
        old: {schema: oceanus-log}
      """
          .formatted(WriteKeys.hash(KEY));
  private static final List<String> MOVED =
      List.of(
          "/v1/events=/e",
          "/v1/pixel=/img/p.gif",
          "/v1/form=/f",
          "/v1/click=/go",
          "/v1/server=/in",
          "/swallow=/sw",
          "/oceanus.js=/s.js");

  private static Paths paths(List<String> texts) {
    return Paths.of(
        texts,
        (rule, found) -> {
          throw new AssertionError(rule + ", found " + found);
        });
  }

  private static List<String> faults(String... texts) {
    List<String> faults = new ArrayList<>();
    Paths unused =
        Paths.of(List.of(texts), (rule, found) -> faults.add(rule + ", found '" + found + "'"));
    assertThat(unused).isNotNull();
    return faults;
  }

  @Test
  void isWhereItsNameSaysUnlessItWasMoved() {
    assertThat(Paths.NATIVE.of("/v1/events")).isEqualTo("/v1/events");
    assertThat(paths(MOVED).of("/v1/events")).isEqualTo("/e");
    assertThat(paths(List.of("/v1/events=/e")).of("/v1/pixel")).isEqualTo("/v1/pixel");
  }

  @Test
  void routesMayChangePlaces() {
    assertThat(paths(List.of("/v1/events=/v1/pixel", "/v1/pixel=/v1/events")).of("/v1/pixel"))
        .isEqualTo("/v1/events");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/event=/e          | must name routes that can be moved (/gaze, /oceanus.js, /pierce
          /lb=/l                | must name routes that can be moved
          /robots.txt=/r        | must name routes that can be moved
          e=/e                  | must name routes that can be moved
          =/e                   | must name routes that can be moved
          /v1/events            | must be route=/path
          /v1/events=           | must be route=/path
          /v1/events=/          | must be route=/path
          /v1/events=e          | must be route=/path
          /v1/events=/e/        | must be route=/path
          /v1/events=//e        | must be route=/path
          /v1/events=/e//f      | must be route=/path
          /v1/events=/..        | must be route=/path
          /v1/events=/./e       | must be route=/path
          /v1/events=/e?x       | must be route=/path
          /v1/events=/e%20      | must be route=/path
          /v1/events=/é         | must be route=/path
          /v1/events=/a/b/c/d/e | must be route=/path
          /v1/events=/e=f       | must be route=/path
          /v1/events=/v1/pixel  | must lead to a place of its own, found '/v1/events=/v1/pixel'
          /v1/events=/lb        | must lead to a place of its own
          /v1/events=/favicon.ico | must lead to a place of its own
          /v1/events=/oceanus.js  | must lead to a place of its own
          /v1/events=/swallow   | must lead to a place of its own
          /oceanus.js=/swallow/x | must lead to a place of its own
          /oceanus.js=/v1/pixel/x | must lead to a place of its own
          /v1/pixel=/v1         | must lead to a place of its own
          """)
  void refusesWhatCannotBeMovedOrWouldClash(String text, String fault) {
    assertThat(faults(text)).isNotEmpty().first().asString().startsWith(fault);
  }

  @Test
  void refusesTwoInOnePlaceAndOneInTwo() {
    assertThat(faults("/v1/events=/e", "/v1/pixel=/e")).hasSize(2);
    assertThat(faults("/v1/events=/e", "/v1/events=/f")).hasSize(1);
    assertThat(faults("/v1/events=/e", "/oceanus.js=/e/s")).isNotEmpty();
    assertThat(faults("/v1/events=/e", "/oceanus.js=/e/s/t")).isEmpty();
  }

  @Test
  void isReadFromTheSettings() {
    Env env = new Env(Map.of("OCEANUS_PATHS", "/v1/events=/e, /oceanus.js=/s.js"));
    CollectorConfig config = CollectorConfig.from(env);
    env.check();
    assertThat(config.http().paths().of("/oceanus.js")).isEqualTo("/s.js");

    Env wrong = new Env(Map.of("OCEANUS_PATHS", "/v1/event=/e"));
    CollectorConfig.from(wrong);
    Assertions.assertThatThrownBy(wrong::check)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("OCEANUS_PATHS")
        .hasMessageContaining("/v1/event=/e");
  }

  @Test
  void everyMovedRouteAnswersAtItsNewPathAndNowhereElse() throws IOException {
    try (TestCollector collector = TestCollector.of(SITES, paths(MOVED), LinkKeys.NONE)) {
      int port = collector.port();
      String go = "?url=https%3A%2F%2Fshop.example%2F";
      assertThat(RawHttp.get(port, "/img/p.gif/shop?evt=a").status()).isEqualTo(200);
      assertThat(RawHttp.get(port, "/go/shop" + go).status()).isEqualTo(302);
      assertThat(RawHttp.get(port, "/sw/old?oid=o&sid=1&evt=e&url=u").status()).isEqualTo(200);
      assertThat(RawHttp.get(port, "/sw?oid=o&sid=1&evt=e&url=u").status()).isEqualTo(200);
      assertThat(RawHttp.get(port, "/s.js").status()).isEqualTo(200);
      assertThat(post(port, "/e/shop", "application/json", "{\"evt\":\"b\"}").status())
          .isEqualTo(200);
      assertThat(post(port, "/in/shop", "application/json", "{\"evt\":\"c\"}").status())
          .isEqualTo(200);
      String form = "application/x-www-form-urlencoded";
      assertThat(post(port, "/f/shop", form, "a=1").status()).isEqualTo(204);
      assertThat(collector.stored()).isEqualTo(7);
      for (String old :
          List.of(
              "/v1/pixel/shop?evt=a",
              "/v1/click/shop" + go,
              "/swallow/old?oid=o&sid=1&evt=e&url=u",
              "/swallow?oid=o&sid=1&evt=e&url=u",
              "/oceanus.js",
              "/v1/events/shop",
              "/v1/server/shop",
              "/v1/form/shop")) {
        assertThat(RawHttp.get(port, old).utf8()).as(old).isEqualTo("{\"reason\":\"not_found\"}");
        assertThat(post(port, old, "text/plain", "{\"evt\":\"a\"}").status())
            .as(old)
            .isEqualTo(404);
      }
      assertThat(collector.stored()).isEqualTo(7);
    }
  }

  @Test
  void theServedTagSendsToTheNewPath() throws IOException {
    try (TestCollector collector = TestCollector.of(SITES, paths(MOVED), LinkKeys.NONE);
        TestCollector usual = TestCollector.of(SITES, Paths.NATIVE, LinkKeys.NONE)) {
      Answer moved = RawHttp.get(collector.port(), "/s.js");
      assertThat(moved.utf8()).contains("/e/").doesNotContain("/v1/events");
      Answer usualTag = RawHttp.get(usual.port(), "/oceanus.js");
      assertThat(usualTag.utf8()).contains("/v1/events/");
      assertThat(moved.header("ETag")).isPresent().isNotEqualTo(usualTag.header("ETag"));
    }
  }

  @Test
  void preflightsMethodsAndCorsWorkAtTheNewPath() throws IOException {
    try (TestCollector collector = TestCollector.of(SITES, paths(MOVED), LinkKeys.NONE)) {
      String origin = "Origin: https://shop.example";
      Answer preflight =
          RawHttp.once(collector.port(), RawHttp.head("OPTIONS", "/e/shop", origin) + "\r\n");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST, OPTIONS");
      assertThat(preflight.header("Access-Control-Allow-Origin")).contains("https://shop.example");
      Answer get = RawHttp.get(collector.port(), "/e/shop", origin);
      assertThat(get.status()).isEqualTo(405);
      assertThat(get.header("Allow")).contains("POST, OPTIONS");
      assertThat(RawHttp.get(collector.port(), "/e/nosite").status()).isEqualTo(405);
      assertThat(post(collector.port(), "/e/nosite", "text/plain", "{}").utf8())
          .isEqualTo("{\"reason\":\"unknown_site\"}");
    }
  }

  @Test
  void refusedRowsNameTheRouteAndNotThePath() throws IOException {
    try (TestCollector collector = TestCollector.of(SITES, paths(MOVED), LinkKeys.NONE)) {
      assertThat(post(collector.port(), "/e/shop", "text/plain", "{}").status()).isEqualTo(400);
      await().until(() -> !collector.refused().isEmpty()); // nobody waits for it
      assertThat(collector.refused().getFirst().get("route")).isEqualTo("/v1/events");
    }
  }

  private static Answer post(int port, String path, String type, String body) throws IOException {
    return RawHttp.post(port, path, type, body.getBytes(UTF_8), "Authorization: Bearer " + KEY);
  }
}
