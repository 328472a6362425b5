package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/click}: the visitor gets the page, and the event is stored or accounted for. */
class ClickEndpointTest {
  private static final LinkKeys KEYS = LinkKeys.of("k".repeat(40));
  private static final String SITES =
      """
      sites:
        shop:
          origins: ["https://shop.example"]
          click: {hosts: [shop.example, "shop.example:8443"]}
          columns: [{name: pieces, type: INT64}, {name: goal, from: target}]
        limited:
          click: {hosts: [shop.example]}
          rate: {site: 1/h}
        closed: {accepts: [events]}
      """;
  private static final String SHOP = "https://shop.example/a?b=c";

  private final TestCollector collector = TestCollector.of(SITES, Paths.NATIVE, KEYS);

  @AfterEach
  void close() {
    collector.close();
  }

  private static String click(String site, String url, String more) {
    return "/v1/click/" + site + "?url=" + URLEncoder.encode(url, UTF_8) + more;
  }

  private Answer follow(String target, String... headers) throws IOException {
    return RawHttp.get(collector.port(), target, headers);
  }

  private Event led(String target, String location, String... headers) throws IOException {
    Answer answer = follow(target, headers);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains(location);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Oceanus-Event")).contains("stored");
    assertThat(answer.body()).isEmpty();
    return collector.streams().events("events_shop", schema()).getLast();
  }

  private static Schema schema() {
    return SiteCatalogueReader.read(SITES, "sites.yaml").site("shop").orElseThrow().schema();
  }

  @Test
  void leadsOnAndStoresAnEventOfTheClick() throws IOException {
    Event event =
        led(
            click("shop", SHOP, "&vid=v1&uid=u1&oid=banner"),
            SHOP,
            "Referer: https://shop.example/from?utm_source=mail",
            "User-Agent: Googlebot/2.1");
    assertThat(event.get("event_name")).isEqualTo("click");
    assertThat(event.get("page_url")).isEqualTo("https://shop.example/from?utm_source=mail");
    assertThat(event.get("utm_source")).isEqualTo("mail");
    assertThat(event.get("properties")).isEqualTo("{\"target\":\"https://shop.example/a?b=c\"}");
    assertThat(event.get("goal")).as("a column of the property").isEqualTo(SHOP);
    assertThat(event.get("visitor_id")).isEqualTo("v1");
    assertThat(event.get("user_id")).isEqualTo("u1");
    assertThat(event.get("option_id")).isEqualTo("banner");
    assertThat(event.get("bot")).isNotNull();
  }

  @Test
  void takesParametersForTheEventsFields() throws IOException {
    Event event =
        led(
            click(
                "shop",
                SHOP,
                "&evt=newsletter&eid=n-1&page_url=https%3A%2F%2Fmail.example%2F&ref=r"
                    + "&jsn=%7B%22pieces%22%3A3%7D"),
            SHOP,
            "Referer: https://webmail.example/");
    assertThat(event.get("event_name")).isEqualTo("newsletter");
    assertThat(event.get("event_id")).isEqualTo("n-1");
    assertThat(event.get("page_url")).isEqualTo("https://mail.example/");
    assertThat(event.get("referrer")).isEqualTo("r");
    assertThat(event.get("properties"))
        .isEqualTo("{\"target\":\"https://shop.example/a?b=c\",\"pieces\":3}");
    assertThat(event.get("pieces")).isEqualTo(3L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5           | {"target":"https://shop.example/a?b=c","value":5}
          [1, 2]      | {"target":"https://shop.example/a?b=c","value":[1, 2]}
          {}          | {"target":"https://shop.example/a?b=c"}
          { }         | {"target":"https://shop.example/a?b=c"}
          "x"         | {"target":"https://shop.example/a?b=c","value":"x"}
          {"target":"banner","a":"\\n","b":[1, 2]} | {"target":"https://shop.example/a?b=c","a":"\\n","b":[1, 2]}
          """)
  void keepsPropertiesBesideTheTarget(String sent, String stored) throws IOException {
    assertThat(
            led(click("shop", SHOP, "&properties=" + URLEncoder.encode(sent, UTF_8)), SHOP)
                .get("properties"))
        .isEqualTo(stored);
  }

  @Test
  void followsASignedLinkAnywhereUntilItExpires() throws IOException {
    String url = "https://elsewhere.example/";
    led(click("shop", url, "&sig=" + KEYS.sign("shop", url, null)), url);
    String old = "&exp=1700000000&sig=" + KEYS.sign("shop", url, "1700000000");
    Answer answer = follow(click("shop", url, old));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(answer.utf8())
        .isEqualTo(
            "{\"stored\":0,\"refused\":[{\"index\":0,\"field\":\"exp\",\"reason\":\"expired\"}]}");
    balance("shop", 2, 1, 0);
  }

  @Test
  void sendsNothingOfAnotherWayOfWriting() throws IOException {
    led(
        click("shop", "HTTPS://Shop.Example:443/x/../日 \"", ""),
        "https://shop.example/%E6%97%A5%20%22");
  }

  @Test
  void aRefusedLinkIsARefusedEvent() throws IOException {
    follow(click("shop", "https://evil.example/", ""), "Referer: https://shop.example/p");
    await().until(() -> !collector.refused().isEmpty()); // nobody waits for it
    Event row = collector.refused().getFirst();
    assertThat(row.get("route")).isEqualTo("/v1/click");
    assertThat(row.get("reason")).isEqualTo("host");
    assertThat(row.get("field")).isEqualTo("url");
    assertThat(row.get("raw")).isEqualTo("url=https%3A%2F%2Fevil.example%2F");
    assertThat(row.get("raw_state")).isEqualTo("whole");
    balance("shop", 1, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&eid=%21",
        "&jsn=%7B",
        "&jsn=%7B%22pieces%22%3A1.5%7D",
        "&jsn=%7B%22a%22%3A1%2C%22a%22%3A2%7D",
        "&jsn=1%2C%22target%22%3A1",
        "&jsn=1%2C%22x%22%3A2"
      })
  void leadsOnThoughTheEventIsRefused(String more) throws IOException {
    Answer answer = follow(click("shop", SHOP, more));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains(SHOP);
    assertThat(answer.header("Oceanus-Event")).contains("refused");
    balance("shop", 1, 0, 0);
    await().until(() -> collector.refused().size() == 1); // nobody waits for it
  }

  @Test
  void leadsOnThoughTheEventComesFromAnotherOrigin() throws IOException {
    Answer answer = follow(click("shop", SHOP, ""), "Origin: https://evil.example");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Oceanus-Event")).contains("refused");
    assertThat(answer.headers()).noneMatch(header -> header.startsWith("Access-Control-"));
    balance("shop", 1, 0, 0);
  }

  @Test
  void leadsOnThoughNothingCanBeStored() throws IOException {
    collector.streams().refuse(Integer.MAX_VALUE);
    Answer answer = follow(click("shop", SHOP, ""));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains(SHOP);
    assertThat(answer.header("Oceanus-Event")).contains("unavailable");
    balance("shop", 1, 0, 1);
  }

  @Test
  void leadsOnThoughWeFailAndCountsIt() throws IOException {
    FailPoints broken =
        FailPoints.from(new Env(Map.of("OCEANUS_FAIL_POINTS", "collector-received=throw@1")));
    try (TestCollector failing = new TestCollector(broken)) {
      Answer answer = RawHttp.get(failing.port(), click("shop", SHOP, ""));
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location")).contains(SHOP);
      assertThat(answer.header("Oceanus-Event")).contains("fault");
      assertThat(failing.registry().get("oceanus_collector_failed_requests").counter().count())
          .isEqualTo(1);
      assertThat(failing.stored()).isZero();
    }
  }

  @Test
  void leadsOnBeyondTheRateWithoutAnEvent() throws IOException {
    assertThat(follow(click("limited", SHOP, "")).header("Oceanus-Event")).contains("stored");
    Answer answer = follow(click("limited", SHOP, ""));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains(SHOP);
    assertThat(answer.header("Oceanus-Event")).contains("rate");
    Answer denied = follow(click("limited", "https://evil.example/", ""));
    assertThat(denied.status()).isEqualTo(429);
    assertThat(denied.header("Location")).isEmpty();
    balance("limited", 3, 1, 0);
    assertThat(collector.refused()).isEmpty();
  }

  @Test
  void countsNoClickWhereALinkIsOnlyLookedAt() throws IOException {
    try (RawHttp http = new RawHttp(collector.port())) {
      Answer head = http.send(RawHttp.head("HEAD", click("shop", SHOP, "")) + "\r\n").head();
      assertThat(head.status()).isEqualTo(302);
      assertThat(head.header("Location")).contains(SHOP);
      assertThat(head.header("Oceanus-Event")).contains("skipped");
      String evil = click("shop", "https://evil.example/", "");
      assertThat(http.send(RawHttp.head("HEAD", evil) + "\r\n").head().status()).isEqualTo(400);
    }
    for (String header :
        new String[] {"Purpose: prefetch", "X-Moz: prefetch", "X-Purpose: preview"}) {
      Answer answer = follow(click("shop", SHOP, ""), header);
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Oceanus-Event")).contains("skipped");
    }
    balance("shop", 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefetch", "prefetch;prerender", "Prefetch; anonymous-client-ip"})
  void refusesToBeFetchedAheadSoThatTheClickItselfComes(String purpose) throws IOException {
    Answer answer = follow(click("shop", SHOP, ""), "Sec-Purpose: " + purpose);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.utf8()).isEqualTo("{\"reason\":\"prefetch\"}");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    balance("shop", 0, 0, 0);
  }

  @Test
  void tellsWhatItTakes() throws IOException {
    Answer post =
        RawHttp.post(collector.port(), click("shop", SHOP, ""), "text/plain", new byte[0]);
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.header("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(follow(click("closed", SHOP, "")).utf8()).isEqualTo("{\"reason\":\"unknown_site\"}");
    assertThat(follow("/v1/click/shop?site=a&site=b&url=x").utf8()).contains("site_repeated");
  }

  private void balance(String site, int received, int stored, int unavailable) {
    assertThat(collector.count("oceanus_collector_received_events", site)).isEqualTo(received);
    assertThat(collector.count("oceanus_collector_stored_events", site)).isEqualTo(stored);
    assertThat(collector.count("oceanus_collector_unavailable_events", site))
        .isEqualTo(unavailable);
    assertThat(collector.count("oceanus_collector_refused_events", site))
        .isEqualTo(received - stored - unavailable);
  }
}
