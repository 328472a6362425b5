package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.SetClock;
import dev.oceanus.collector.SharedSalts;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Privacy from the request to the row, of what is stored and of what is refused. */
class PrivateRoutesTest {
  private static final SiteCatalogue SITES =
      SiteCatalogueReader.read(
          """
          sites:
            careful:
              privacy: {ip: truncate, place: drop, url_parameters: [page], mask: [email]}
            daily:
              privacy: {visitor: daily, ip: drop}
            daily-log:
              schema: oceanus-log
              privacy: {visitor: daily}
          """,
          "sites.yaml");
  private static final String FROM = "X-Forwarded-For: 203.0.113.9";
  private static final String AGENT = "User-Agent: Mozilla/5.0 (X11; Linux) Firefox/140.0";

  private final SetClock clock = new SetClock("2026-11-25T23:59:59Z");
  private final SharedSalts salts = new SharedSalts();
  private TestCollector collector = TestCollector.of(SITES, clock, salts);

  @AfterEach
  void close() {
    collector.close();
  }

  private static Site site(String name) {
    return SITES.site(name).orElseThrow();
  }

  private Answer post(String route, String type, String body, String... headers)
      throws IOException {
    return RawHttp.post(collector.port(), route, type, body.getBytes(UTF_8), headers);
  }

  private Event pixel(String site, String query, String... headers) throws IOException {
    String target = "/v1/pixel/" + site + "?evt=e&" + query;
    assertThat(RawHttp.get(collector.port(), target, headers).status()).isEqualTo(200);
    return collector.events(site(site)).getLast();
  }

  private Event refused() {
    await().until(() -> !collector.refused().isEmpty()); // nobody waits for it
    return collector.refused().getLast();
  }

  @Test
  void storesAnEventAsTheSiteWantsIt() throws IOException {
    Event event =
        pixel(
            "careful",
            "url=https://x.example/%3Femail=me@x.example%26page=2&jsn={%22email%22:%22me@x%22}",
            FROM,
            AGENT,
            "X-Country: JP",
            "X-City: Minato");
    assertThat(event.get("ip")).isEqualTo("203.0.113.0");
    assertThat(event.get("country")).isNull();
    assertThat(event.get("city")).isNull();
    assertThat(event.get("page_url")).isEqualTo("https://x.example/?page=2");
    assertThat(event.get("properties")).isEqualTo("{\"email\":\"****\"}");
  }

  @Test
  void storesTheFormsOfPagesWithoutTheirParameters() throws IOException {
    Answer answer =
        post(
            "/v1/form/careful",
            "application/x-www-form-urlencoded",
            "email=me%40x.example&size=9",
            FROM,
            "Referer: https://x.example/form?token=1&utm_source=mail");
    assertThat(answer.status()).isEqualTo(204);
    Event event = collector.events(site("careful")).getLast();
    assertThat(event.get("page_url")).isEqualTo("https://x.example/form");
    assertThat(event.get("utm_source")).isEqualTo("mail");
    assertThat(event.get("properties")).isEqualTo("{\"email\":\"****\",\"size\":\"9\"}");
  }

  @Test
  void keepsNoMoreOfWhatItRefuses() throws IOException {
    post(
        "/v1/events/careful",
        "text/plain",
        "{\"url\":\"https://x.example/?token=1\",\"ref\":\"https://y.example/?q=me\","
            + "\"jsn\":{\"email\":\"me@x.example\",\"n\":1}}",
        FROM,
        AGENT,
        "X-City: Minato",
        "Referer: https://x.example/p?token=1&page=3");
    Event kept = refused();
    assertThat(kept.get("reason")).isEqualTo("missing");
    assertThat(kept.get("ip")).isEqualTo("203.0.113.0");
    assertThat(kept.get("city")).isNull();
    assertThat(kept.get("referer")).isEqualTo("https://x.example/p?page=3");
    assertThat(kept.get("raw_state")).isEqualTo("masked");
    assertThat(kept.get("raw"))
        .isEqualTo("{\"url\":\"****\",\"ref\":\"****\",\"jsn\":{\"email\":\"****\",\"n\":1}}");
  }

  @Test
  void keepsWholeWhatHoldsNothingThatIsLeftOut() throws IOException {
    post("/v1/events/careful", "text/plain", "{\"jsn\":{\"n\":1}}", FROM);
    assertThat(refused().get("raw_state")).isEqualTo("whole");
  }

  @Test
  void keepsNoIdOfAPageWhoseIdsItIgnores() throws IOException {
    post("/v1/events/daily", "text/plain", "{\"vid\":\"v-1\",\"ses\":\"s-1\"}", FROM);
    Event kept = refused();
    assertThat(kept.get("raw")).isEqualTo("{\"vid\":\"****\",\"ses\":\"****\"}");
    assertThat(kept.get("ip")).isNull();
  }

  @Test
  void knowsAVisitorForADay() throws IOException {
    Object visitor = pixel("daily", "vid=v-1", FROM, AGENT).get("visitor_id");
    assertThat((String) visitor).matches("[0-9a-f]{32}");
    assertThat(pixel("daily", "", FROM, AGENT).get("visitor_id")).isEqualTo(visitor);
    salts.away(true);
    clock.set("2026-11-26T00:00:00Z");
    Object next = pixel("daily", "", FROM, AGENT).get("visitor_id");
    assertThat((String) next).as("of the salt that was there already").matches("[0-9a-f]{32}");
    assertThat(next).isNotEqualTo(visitor);
  }

  @Test
  void isTheSameVisitorForEveryCollector() throws IOException {
    Object visitor = pixel("daily", "", FROM, AGENT).get("visitor_id");
    try (TestCollector other = TestCollector.of(SITES, clock, salts)) {
      String target = "/v1/pixel/daily?evt=e";
      assertThat(RawHttp.get(other.port(), target, FROM, AGENT).status()).isEqualTo(200);
      assertThat(other.events(site("daily")).getLast().get("visitor_id")).isEqualTo(visitor);
    }
  }

  @Test
  void storesNoVisitorWhereThereIsNoSaltAndSaysSo() throws IOException {
    collector.close();
    salts.away(true);
    salts.forget();
    try (CapturedLog log = new CapturedLog()) {
      collector = TestCollector.of(SITES, clock, salts);
      Event event = pixel("daily", "vid=v-1&ses=s-1", FROM, AGENT);
      assertThat(event.get("visitor_id")).isNull();
      assertThat(event.get("session_id")).isNull();
      String swallow = "/swallow/daily-log?oid=o&sid=ab&evt=e&url=u";
      assertThat(RawHttp.get(collector.port(), swallow).status()).isEqualTo(200);
      assertThat(collector.events(site("daily-log")).getLast().get("sid")).isEqualTo("");
      assertThat(collector.registry().get("oceanus_collector_unsalted_events").counter().count())
          .isEqualTo(2);
      assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN there is no salt of the day"));
    }
    salts.away(false);
    await().until(() -> pixel("daily", "vid=v-1", FROM, AGENT).get("visitor_id") instanceof String);
  }
}
