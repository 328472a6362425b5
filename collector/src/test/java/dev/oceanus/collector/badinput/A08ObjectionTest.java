package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.SharedSalts;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.site.SiteCatalogueReader;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A08: who objects is not stored, or stored without anything that says who it was. */
class A08ObjectionTest {
  private static final SiteCatalogue SITES =
      SiteCatalogueReader.read(
          """
          sites:
            quiet:
              origins: ["https://shop.example"]
              privacy: {signals: [gpc, dnt], opt_out_cookie: no_stats, then: drop}
            shy:
              origins: ["https://shop.example"]
              privacy:
                signals: [gpc]
                opt_out_cookie: no_stats
                then: anonymise
                cookie: {name: _oc}
            deaf:
              origins: ["https://shop.example"]
              privacy: {signals: [gpc, dnt], opt_out_cookie: no_stats, then: ignore}
            quiet-old:
              schema: oceanus-log
              privacy: {signals: [dnt], then: drop}
          """,
          "sites.yaml");
  private static final TestCollector collector =
      TestCollector.of(SITES, Clock.systemUTC(), new SharedSalts());
  private static final String FROM = "X-Forwarded-For: 203.0.113.9";
  private static final String OF_THE_SITE = "Sec-Fetch-Site: same-site";
  private static final String AGENT = "User-Agent: Mozilla/5.0 (X11; Linux) Firefox/140.0";
  private static final String PIXEL = "?evt=e&vid=v-1&ses=s-1&uid=u-1&url=https://x.example/?m=me";

  @AfterAll
  static void close() {
    collector.close();
  }

  private static Site site(String name) {
    return SITES.site(name).orElseThrow();
  }

  private static Answer pixel(String site, String... headers) throws IOException {
    return RawHttp.get(collector.port(), "/v1/pixel/" + site + PIXEL, headers);
  }

  private static Answer post(String route, String type, String body, String... headers)
      throws IOException {
    return RawHttp.post(collector.port(), route, type, body.getBytes(UTF_8), headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-GPC: 1",
        "DNT: 1",
        "dnt:1",
        "Cookie: no_stats=1",
        "Cookie: a=b; no_stats=; c=d",
        "Cookie: a=b;no_stats=0"
      })
  void storesNothingOfWhoObjectsAndAnswersAsEver(String objection) throws IOException {
    int before = collector.stored();
    double declined = collector.count("oceanus_collector_declined_events", "quiet");
    assertThat(pixel("quiet", objection).body()).isEqualTo(pixel("deaf").body()).hasSize(35);
    Answer events =
        post("/v1/events/quiet", "text/plain", "[{\"evt\":\"a\"},{\"evt\":\"b\"},{}]", objection);
    assertThat(events.status()).isEqualTo(200);
    assertThat(events.utf8()).isEqualTo("{\"stored\":0,\"refused\":[]}");
    assertThat(collector.stored())
        .as("that of the site that does not listen")
        .isEqualTo(before + 1);
    assertThat(collector.count("oceanus_collector_declined_events", "quiet"))
        .isEqualTo(declined + 4);
  }

  @Test
  void storesNothingOfItByTheRoutesOfThePythonSystem() throws IOException {
    Answer answer =
        RawHttp.get(collector.port(), "/swallow/quiet-old?oid=o&sid=1&evt=e&url=u", "DNT: 1", FROM);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(collector.events(site("quiet-old"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-GPC: 0",
        "Sec-GPC: true",
        "Sec-GPC: 1, 1",
        "DNT: 0",
        "DNT: null",
        "Cookie: no_stats",
        "Cookie: xno_stats=1; no_stats2=1",
        "Cookie: a=no_stats=1",
        "X-Sec-GPC: 1"
      })
  void storesWhoDoesNotObject(String header) throws IOException {
    int before = collector.events(site("quiet")).size();
    assertThat(pixel("quiet", header, FROM).status()).isEqualTo(200);
    assertThat(collector.events(site("quiet"))).hasSize(before + 1);
    assertThat(collector.events(site("quiet")).getLast().get("ip")).isEqualTo("203.0.113.9");
  }

  @Test
  void storesWhoObjectsWithoutAnythingThatIdentifies() throws IOException {
    for (String objection : List.of("Sec-GPC: 1", "Cookie: no_stats=1")) {
      Answer answer =
          pixel("shy", objection, FROM, AGENT, "X-City: Minato", "X-Country: JP", OF_THE_SITE);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Set-Cookie")).as("a cookie for who objects").isEmpty();
      Event event = collector.events(site("shy")).getLast();
      for (String column :
          List.of("visitor_id", "session_id", "user_id", "ip", "user_agent", "browser", "city")) {
        assertThat(event.get(column)).as(column).isNull();
      }
      assertThat(event.get("page_url")).isEqualTo("https://x.example/");
      assertThat(event.get("country")).isEqualTo("JP");
      assertThat(event.get("device_type")).isEqualTo("pc");
    }
  }

  @Test
  void heedsOnlyTheSignalsThatTheSiteLists() throws IOException {
    assertThat(pixel("shy", "DNT: 1", FROM, OF_THE_SITE).header("Set-Cookie")).isNotEmpty();
    assertThat(collector.events(site("shy")).getLast().get("visitor_id")).isEqualTo("v-1");
    pixel("deaf", "DNT: 1", "Sec-GPC: 1", "Cookie: no_stats=1", FROM);
    assertThat(collector.events(site("deaf")).getLast().get("ip")).isEqualTo("203.0.113.9");
  }

  @Test
  void storesAFormThatAPersonSendsButNotWhereFrom() throws IOException {
    Answer answer =
        post(
            "/v1/form/quiet",
            "application/x-www-form-urlencoded",
            "mail=me%40x.example&vid=v-1",
            "Sec-GPC: 1",
            FROM,
            AGENT);
    assertThat(answer.status()).isEqualTo(204);
    Event event = collector.events(site("quiet")).getLast();
    assertThat(event.get("event_name")).isEqualTo("form_submit");
    assertThat(event.get("properties")).isEqualTo("{\"mail\":\"me@x.example\"}");
    assertThat(event.get("ip")).isNull();
    assertThat(event.get("visitor_id")).isNull();
    assertThat(event.get("user_agent")).isNull();
  }

  @Test
  void keepsNothingOfARefusedEventOfWhoIsNotStored() throws IOException {
    int before = collector.refused().size();
    Answer answer = post("/v1/events/quiet", "text/plain", "{no json", "DNT: 1", FROM);
    assertThat(answer.status()).isEqualTo(400);
    post("/v1/events/shy", "text/plain", "{no json: me@x.example", "Sec-GPC: 1", FROM, AGENT);
    await().until(() -> collector.refused().size() > before);
    assertThat(collector.refused()).hasSize(before + 1);
    Event kept = collector.refused().getLast();
    assertThat(kept.get("site")).isEqualTo("shy");
    assertThat(kept.get("raw_state")).isEqualTo("withheld");
    assertThat(kept.get("raw")).isEqualTo("");
    assertThat(kept.get("ip")).isNull();
    assertThat(kept.get("user_agent")).isNull();
  }
}
