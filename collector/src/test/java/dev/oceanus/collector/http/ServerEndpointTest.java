package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.WriteKeys;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/server}: who is let in, and what only servers may say. */
class ServerEndpointTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEY = WriteKeys.random(RANDOM);
  private static final String NEXT_KEY = WriteKeys.random(RANDOM);
  private static final String OTHER_KEY = WriteKeys.random(RANDOM);

  private final TestCollector collector =
      TestCollector.of(
          """
          sites:
            shop:
              origins: ["https://shop.example"]
              server: {keys: {now: "%s", next: "%s"}}
            other:
              accepts: [server]
              server: {keys: {now: "%s"}}
            closed:
          """
              .formatted(WriteKeys.hash(KEY), WriteKeys.hash(NEXT_KEY), WriteKeys.hash(OTHER_KEY)),
          Paths.NATIVE,
          LinkKeys.NONE);

  @AfterEach
  void close() {
    collector.close();
  }

  private Answer post(String site, String body, String... headers) throws IOException {
    return RawHttp.post(
        collector.port(), "/v1/server/" + site, "application/json", body.getBytes(UTF_8), headers);
  }

  private Event stored(String json) throws IOException {
    Answer answer = post("shop", json, "Authorization: Bearer " + KEY, "User-Agent: okhttp/5");
    assertThat(answer.utf8()).isEqualTo("{\"stored\":1,\"refused\":[]}");
    return collector.events("shop").getLast();
  }

  @Test
  void takesEventsByEachKeyOfTheSite() throws IOException {
    for (String key : List.of(KEY, NEXT_KEY)) {
      Answer answer = post("shop", "[{\"evt\":\"a\"},{},7]", "Authorization: Bearer " + key);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.utf8()).startsWith("{\"stored\":1,\"refused\":[{\"index\":1,");
    }
    assertThat(post("shop", "{\"evt\":\"b\"}", "Authorization: bearer   " + KEY).status())
        .isEqualTo(200);
    assertThat(collector.events("shop"))
        .extracting(event -> event.get("event_name"))
        .containsExactly("a", "a", "b");
    balance("shop", 7, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Other: 1",
        "Authorization: ",
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Basic KEY",
        "Authorization: KEY",
        "Authorization: Bearer KEY KEY",
        "Authorization: Bearer KEY,",
        "Authorization: BearerKEY",
        "Authorization: Bearer \u00e9KEY",
        "X-Api-Key: KEY"
      })
  void answers401WithoutAKeyAndSaysWhatIsWanted(String header) throws IOException {
    Answer answer = post("shop", "{\"evt\":\"a\"}", header.replace("KEY", KEY));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"oceanus\"");
    assertThat(answer.utf8())
        .isEqualTo(
            "{\"stored\":0,\"refused\":[{\"index\":0,\"field\":\"\",\"reason\":\"no_key\"}]}");
    balance("shop", 1, 0);
  }

  @Test
  void answers401ToTwoKeys() throws IOException {
    Answer answer =
        post("shop", "{}", "Authorization: Bearer " + KEY, "Authorization: Bearer " + OTHER_KEY);
    assertThat(answer.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"shop, OTHER", "other, KEY", "shop, none", "shop, HASH"})
  void answers403ToAKeyThatIsNotTheSites(String site, String presented) throws IOException {
    String key =
        switch (presented) {
          case "OTHER" -> OTHER_KEY;
          case "KEY" -> KEY;
          case "HASH" -> WriteKeys.hash(KEY).substring(7);
          default -> presented;
        };
    Answer answer = post(site, "{\"evt\":\"a\"}", "Authorization: Bearer " + key);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("WWW-Authenticate")).isEmpty();
    assertThat(answer.utf8()).contains("\"reason\":\"wrong_key\"");
    balance(site, 1, 0);
  }

  @Test
  void keepsThatAKeyWasWrongButNeitherKeyNorBody() throws IOException {
    post("shop", "{\"evt\":\"secret\"}", "Authorization: Bearer " + OTHER_KEY);
    await().until(() -> !collector.refused().isEmpty()); // nobody waits for it
    Event row = collector.refused().getFirst();
    assertThat(row.get("route")).isEqualTo("/v1/server");
    assertThat(row.get("reason")).isEqualTo("wrong_key");
    assertThat(row.get("raw_state")).isEqualTo("absent");
    assertThat(row.toString()).doesNotContain(OTHER_KEY).doesNotContain("secret");
  }

  @Test
  void isThereOnlyForSitesWithKeys() throws IOException {
    assertThat(post("closed", "{\"evt\":\"a\"}", "Authorization: Bearer " + KEY).utf8())
        .isEqualTo("{\"reason\":\"unknown_site\"}");
    assertThat(
            RawHttp.post(collector.port(), "/v1/events/other", "text/plain", "{}".getBytes(UTF_8))
                .status())
        .isEqualTo(404);
  }

  @Test
  void tellsNoBrowserThatItMaySend() throws IOException {
    String origin = "Origin: https://shop.example";
    String preflight =
        RawHttp.head("OPTIONS", "/v1/server/shop", origin, "Access-Control-Request-Method: POST");
    Answer options = RawHttp.once(collector.port(), preflight + "\r\n");
    assertThat(options.status()).isEqualTo(405);
    assertThat(options.header("Allow")).contains("POST");
    Answer answer = post("shop", "{\"evt\":\"a\"}", "Authorization: Bearer " + KEY, origin);
    assertThat(answer.status()).isEqualTo(200);
    for (Answer each : List.of(options, answer)) {
      assertThat(each.headers()).noneMatch(header -> header.startsWith("Access-Control-"));
    }
  }

  @Test
  void saysWhomAnEventIsAboutAndWhenItHappened() throws IOException {
    Event event =
        stored(
            """
            {"evt":"order","eid":"o-1","ip":" 2001:DB8::0:1 ","occurred_at":"2019-02-03T04:05:06.789012+09:00",
             "user_agent":"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
             "st":1,"ts":5,"properties":{"ip":"kept","amount":5}}
            """);
    assertThat(event.get("event_id")).isEqualTo("o-1");
    assertThat(event.get("ip")).isEqualTo("2001:db8::1");
    assertThat(event.get("device_type")).isEqualTo("mobile");
    assertThat(event.get("browser")).asString().startsWith("Safari");
    assertThat(event.get("bot")).isNull();
    assertThat(event.get("occurred_at")).isEqualTo(Instant.parse("2019-02-02T19:05:06.789012Z"));
    assertThat((Instant) event.get("received_at")).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(event.get("properties")).isEqualTo("{\"ip\":\"kept\",\"amount\":5}");
  }

  @Test
  void knowsBotsByTheAgentThatTheEventIsAbout() throws IOException {
    assertThat(stored("{\"evt\":\"a\",\"user_agent\":\"Googlebot/2.1\"}").get("bot")).isNotNull();
  }

  @Test
  void theServersOwnAddressAgentAndPlaceAreNobodys() throws IOException {
    RawHttp.post(
        collector.port(),
        "/v1/server/shop",
        "application/json",
        "{\"evt\":\"a\",\"ip\":null,\"user_agent\":\" \"}".getBytes(UTF_8),
        "Authorization: Bearer " + KEY,
        "User-Agent: curl/8",
        "X-Country: JP");
    Event event = collector.events("shop").getLast();
    for (String column : List.of("ip", "user_agent", "country", "browser", "bot", "os")) {
      assertThat(event.get(column)).as(column).isNull();
    }
    assertThat(event.get("occurred_at")).isEqualTo(event.get("received_at"));
  }

  @Test
  void correctsAPagesClockAsOnAnyRoute() throws IOException {
    Event event = stored("{\"evt\":\"a\",\"ts\":1700000000000,\"st\":1700000001000}");
    Instant received = (Instant) Objects.requireNonNull(event.get("received_at"));
    assertThat(event.get("occurred_at")).isEqualTo(received.minusSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000000, 2023-11-14T22:13:20Z",
    "1700000000000.25, 2023-11-14T22:13:20.000250Z",
    "946684800000, 2000-01-01T00:00:00Z",
    "'\"2000-01-01T00:00:00Z\"', 2000-01-01T00:00:00Z",
    "'\"2024-02-29T23:59:59.9999999Z\"', 2024-02-29T23:59:59.999999Z",
    "'\"1700000000000\"', 2023-11-14T22:13:20Z"
  })
  void takesATimeAsMillisecondsOrInIso8601(String written, Instant time) throws IOException {
    assertThat(stored("{\"evt\":\"a\",\"occurred_at\":" + written + "}").get("occurred_at"))
        .isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "occurred_at, 1700000000",
    "occurred_at, 1700000000000000",
    "occurred_at, 946684799999",
    "occurred_at, '\"9999-12-31T23:59:59Z\"'",
    "occurred_at, '\"2024-02-29\"'",
    "occurred_at, '\"2024-02-29T10:00:00\"'",
    "occurred_at, '\"yesterday\"'",
    "occurred_at, true",
    "occurred_at, '{}'",
    "ip, '\"shop.example\"'",
    "ip, '\"1.2.3\"'",
    "ip, '\"1.2.3.4, 5.6.7.8\"'",
    "ip, 16909060",
    "user_agent, 5",
    "user_agent, '[\"x\"]'",
    "ip, '[]'"
  })
  void refusesWhatIsNoTimeOrAddress(String field, String written) throws IOException {
    Answer answer =
        post(
            "shop",
            "{\"evt\":\"a\",\"%s\":%s}".formatted(field, written),
            "Authorization: Bearer " + KEY);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.utf8())
        .isEqualTo(
            "{\"stored\":0,\"refused\":[{\"index\":0,\"field\":\"%s\",\"reason\":\"invalid\"}]}"
                .formatted(field));
    balance("shop", 1, 0);
  }

  @Test
  void takesTomorrowButNotTheDayAfter() throws IOException {
    Instant tomorrow = Instant.now().plusSeconds(23 * 3600);
    assertThat(stored("{\"evt\":\"a\",\"occurred_at\":\"" + tomorrow + "\"}").get("occurred_at"))
        .isInstanceOf(Instant.class);
    String late = "{\"evt\":\"a\",\"occurred_at\":\"" + tomorrow.plusSeconds(7200) + "\"}";
    assertThat(post("shop", late, "Authorization: Bearer " + KEY).status()).isEqualTo(400);
  }

  @Test
  void pagesMayNotSayIt() throws IOException {
    RawHttp.post(
        collector.port(),
        "/v1/events/shop",
        "text/plain",
        "{\"evt\":\"a\",\"ip\":\"9.9.9.9\",\"user_agent\":\"x\",\"occurred_at\":\"2019-02-03T04:05:06Z\"}"
            .getBytes(UTF_8));
    Event event = collector.events("shop").getLast();
    assertThat(event.get("ip")).isEqualTo("127.0.0.1");
    assertThat(event.get("user_agent")).isNull();
    assertThat(event.get("occurred_at")).isEqualTo(event.get("received_at"));
  }

  @Test
  void refusesABodyAsTheRouteOfPagesDoes() throws IOException {
    assertThat(
            RawHttp.post(
                    collector.port(),
                    "/v1/server/shop",
                    "text/html",
                    "{}".getBytes(UTF_8),
                    "Authorization: Bearer " + KEY)
                .status())
        .isEqualTo(415);
    assertThat(post("shop", "{", "Authorization: Bearer " + KEY).utf8()).contains("not_json");
    assertThat(post("shop", " ".repeat(300_000), "Authorization: Bearer " + KEY).status())
        .isEqualTo(413);
    balance("shop", 3, 0);
  }

  /** The ledger's equation, and how much of it is stored. */
  private void balance(String site, int received, int stored) {
    assertThat(collector.count("oceanus_collector_received_events", site)).isEqualTo(received);
    assertThat(collector.count("oceanus_collector_stored_events", site)).isEqualTo(stored);
    assertThat(collector.count("oceanus_collector_refused_events", site))
        .isEqualTo(received - stored);
  }
}
