package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that tell of others' visits, and the keys by which they may. */
class PierceEndpointTest {
  private static final String EVENT = "?rad=192.0.2.7&evt=redirect&oid=2&url=u&ua=curl/8";
  private static final String LINKS = "/pierce/old-links" + EVENT;
  private static final TestCollector collector = new TestCollector();

  @AfterAll
  static void close() {
    collector.close();
  }

  @Test
  void storesWhatItIsTold() throws IOException {
    Answer answer =
        RawHttp.get(
            collector.port(),
            "/pierce/old" + EVENT + "&ua=Mozilla/5.0+(iPhone;+CPU+iPhone+OS+17_0)",
            "User-Agent: Python-urllib/2.7");
    assertThat(answer.utf8()).isEqualTo("ok");
    Event event = collector.events(TestSites.OLD).getLast();
    assertThat(event.get("rad")).isEqualTo("192.0.2.7");
    assertThat(event.get("ua")).isEqualTo("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)");
    assertThat(event.get("dev")).isEqualTo("mobile");
  }

  @Test
  void knowsNoDeviceWithoutAnAgent() throws IOException {
    RawHttp.get(
        collector.port(),
        "/pierce/old?rad=192.0.2.7&evt=e&oid=2&url=u",
        "User-Agent: Mozilla/5.0 (iPhone)");
    assertThat(collector.events(TestSites.OLD).getLast().get("ua")).isEqualTo("");
    assertThat(collector.events(TestSites.OLD).getLast().get("dev")).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "100.64.1.2, 100.64.1.2",
    "10.0.0.1, 10.0.0.1",
    "2001:DB8:0:0::1, 2001:db8::1",
    "::ffff:192.0.2.7, 192.0.2.7",
    "+192.0.2.7, 192.0.2.7"
  })
  void takesAnyAddress(String sent, String stored) throws IOException {
    get("/pierce/old?rad=" + sent + "&evt=e&oid=2&url=u");
    assertThat(collector.events(TestSites.OLD).getLast().get("rad")).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "1.2.3.4.5", "256.1.1.1", "fe80::1%25eth0", "1.2.3.4:80"})
  void refusesWhatIsNoAddress(String sent) throws IOException {
    Answer answer = get("/pierce/old?rad=" + sent + "&evt=e&oid=2&url=u");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).contains("image/gif");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer  "})
  void takesAKeyByTheHeader(String scheme) throws IOException {
    int before = collector.events(TestSites.OLD_LINKS).size();
    String header = "Authorization: " + scheme + TestSites.KEY;
    assertThat(RawHttp.get(collector.port(), LINKS, header).utf8()).isEqualTo("ok");
    assertThat(RawHttp.get(collector.port(), LINKS + "&key=wrong", header).status()).isEqualTo(200);
    assertThat(collector.events(TestSites.OLD_LINKS)).hasSize(before + 2);
  }

  @Test
  void takesAKeyByTheQuery() throws IOException {
    assertThat(get(LINKS + "&key=" + TestSites.KEY).utf8()).isEqualTo("ok");
    assertThat(get("/pierce/old-links?%6bey=" + TestSites.KEY + "&" + EVENT.substring(1)).utf8())
        .isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({"'', 401, no_key", "&key=, 401, no_key", "&key=ock_x, 403, wrong_key"})
  void takesNothingWithoutAKeyOfTheSite(String key, int status, String reason) throws IOException {
    int before = collector.events(TestSites.OLD_LINKS).size();
    Answer answer = get(LINKS + key);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.utf8()).contains("\"reason\":\"" + reason + "\"");
    assertThat(collector.events(TestSites.OLD_LINKS)).hasSize(before);
  }

  @Test
  void keepsNoKeyOfWhatItRefuses() throws IOException {
    try (TestCollector own = new TestCollector()) {
      RawHttp.get(own.port(), "/pierce/old-links?evt=e&key=" + TestSites.KEY + "&rad=x&oid=1");
      RawHttp.get(own.port(), "/pierce/old-links?evt=e&key=ock_wrong");
      await().until(() -> own.refused().size() == 2);
      assertThat(own.refused())
          .extracting(event -> event.get("raw"))
          .containsExactlyInAnyOrder("evt=e&rad=x&oid=1", "evt=e");
      assertThat(own.refused()).extracting(event -> event.get("raw_state")).containsOnly("whole");
    }
  }

  private static Answer get(String target) throws IOException {
    return RawHttp.get(collector.port(), target);
  }
}
