package dev.oceanus.local.doctor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Pending;
import dev.oceanus.local.doctor.facts.Exchange.Request;
import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.wire.Beacon.Sent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorCallsTest {
  private static final String EVENT = "[{\"eid\":\"e1\",\"evt\":\"page_view\",\"vid\":\"v1\"}]";

  @ParameterizedTest
  @CsvSource({
    "/v1/pixel/demo?evt=a,               PIXEL,   demo",
    "/v1/pixel/demo/?evt=a,              PIXEL,   demo",
    "/behind/v1/pixel/demo?evt=a,        PIXEL,   demo",
    "/v1/mail/demo?dwell=1,              MAIL,    demo",
    "/v1/click/demo?url=x,               CLICK,   demo",
    "/swallow?sid=1&evt=a&oid=2&url=x,   SWALLOW, ''",
    "/swallow/old?sid=1&evt=a&oid=2,     SWALLOW, old",
    "/swallow/old/?sid=1&evt=a&oid=2,    SWALLOW, old",
    "/gaze/old?evt=open,                 GAZE,    old",
    "/pierce/old?evt=open,               PIERCE,  old"
  })
  void knowsBeaconsByTheirRoutes(String path, Route route, String site) {
    assertThat(calls(get(path)).beacons())
        .singleElement()
        .satisfies(
            beacon -> {
              assertThat(beacon.route()).isEqualTo(route);
              assertThat(beacon.site()).isEqualTo(site);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/pixel",
        "/v1/pixel/a%20b",
        "/swallow",
        "/swallow/birds",
        "/gaze/x?y=1",
        "/v1/other/demo",
        "/v2/pixel/demo"
      })
  void takesNothingElseForOne(String path) {
    assertThat(calls(get(path)).beacons()).isEmpty();
  }

  @Test
  void readsTheEventsOfABody() {
    assertThat(calls(post("/v1/events/demo", EVENT)).beacons())
        .singleElement()
        .satisfies(
            beacon -> {
              assertThat(beacon.words()).isEqualTo("page_view for demo");
              assertThat(beacon.events()).containsExactly(new Sent("e1", "page_view", "v1"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[", "[1,2]", "{\"evt\":1}", "[{}]", "[[{\"evt\":\"a\"}]]"})
  void takesABodyThatItCannotReadForABeaconOnARoute(String body) {
    assertThat(calls(post("/v1/events/demo", body)).beacons())
        .singleElement()
        .satisfies(beacon -> assertThat(beacon.words()).isNotEmpty());
  }

  @Test
  void knowsRenamedRoutesByWhatTheyCarry() {
    assertThat(calls(post("/t/demo", EVENT)).beacons())
        .singleElement()
        .satisfies(
            beacon -> {
              assertThat(beacon.route()).isEqualTo(Route.EVENTS);
              assertThat(beacon.site()).isEqualTo("demo");
            });
    assertThat(calls(post("/api/cart", "[{\"evt\":\"a\"}]")).beacons()).isEmpty();
  }

  @Test
  void asksNoPreflightForEvents() {
    assertThat(calls(exchange("OPTIONS", "/v1/events/demo", null)).beacons()).isEmpty();
  }

  @Test
  void knowsARenamedScriptByItsSite() {
    Tags tags =
        new Tags(
            List.of(
                script("https://c.example/s.js", Map.of("data-site", "demo")),
                script("https://c.example/oceanus.js?v=2", Map.of()),
                script("https://c.example/other.js", Map.of())),
            null);

    CollectorCalls calls = CollectorCalls.of(tags, List.of(get("/s.js"), get("/other.js")));

    assertThat(calls.tags()).hasSize(2);
    assertThat(calls.loads()).hasSize(1);
    assertThat(calls.sites()).containsExactly("demo");
    assertThat(calls.collectors()).containsExactly("https://c.example");
  }

  private static CollectorCalls calls(Exchange exchange) {
    return CollectorCalls.of(new Tags(null, null), List.of(exchange));
  }

  private static Script script(String src, Map<String, String> attributes) {
    return new Script(src, attributes, "");
  }

  private static Exchange get(String path) {
    return exchange("GET", path, null);
  }

  private static Exchange post(String path, String body) {
    return exchange("POST", path, body);
  }

  private static Exchange exchange(String method, String path, @Nullable String body) {
    URI url = URI.create("https://c.example" + path);
    return new Exchange(new Request(method, url, Map.of(), body, Instant.EPOCH), new Pending());
  }
}
