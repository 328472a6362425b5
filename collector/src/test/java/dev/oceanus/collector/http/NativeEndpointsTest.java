package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.event.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native interface. */
class NativeEndpointsTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final TestCollector collector = new TestCollector();

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void storesTheGoodEventsOfARequestAndNamesTheOthers() throws IOException {
    Answer answer =
        events(
            "[{\"evt\":\"a\"},{\"x\":1},{\"evt\":\"b\",\"eid\":\" \"},7,{\"evt\":\"c\",\"eid\":\"!\"}]");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.utf8())
        .isEqualTo(
            "{\"stored\":2,\"refused\":["
                + "{\"index\":1,\"field\":\"evt\",\"reason\":\"missing\"},"
                + "{\"index\":3,\"field\":\"\",\"reason\":\"not_an_object\"},"
                + "{\"index\":4,\"field\":\"eid\",\"reason\":\"invalid\"}]}");
    assertThat(collector.events(TestSites.DEMO))
        .extracting(event -> event.get("event_name"))
        .containsExactly("a", "b");
  }

  @Test
  void storesTheGoodEventsBesideOnesThatGoTooFar() throws IOException {
    String deep = "{\"evt\":\"deep\",\"jsn\":" + "[".repeat(40) + "]".repeat(40) + "}";
    Answer answer =
        events("[{\"evt\":\"a\"}," + deep + ",{\"evt\":\"b\"},{\"evt\":\"c\",\"evt\":\"d\"}]");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.utf8())
        .isEqualTo(
            "{\"stored\":2,\"refused\":["
                + "{\"index\":1,\"field\":\"\",\"reason\":\"too_complex\"},"
                + "{\"index\":3,\"field\":\"\",\"reason\":\"duplicate_key\"}]}");
    assertThat(collector.events(TestSites.DEMO))
        .extracting(event -> event.get("event_name"))
        .containsExactly("a", "b");
    await().until(() -> collector.refused().size() == 2); // nobody waits for them
    assertThat(collector.refused().getFirst().get("raw")).isEqualTo(deep);
  }

  @Test
  void answers400WhereAllEventsAreRefused() throws IOException {
    Answer answer = events("[{},{}]");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.utf8()).startsWith("{\"stored\":0,\"refused\":[{\"index\":0,");
    assertThat(collector.count("oceanus_collector_refused_events", "demo")).isEqualTo(2);
  }

  @Test
  void keepsWhatItRefusesInALaneOfItsOwn() throws IOException {
    events("{\"evt\":[\"日\"]}");
    await().until(() -> !collector.refused().isEmpty()); // nobody waits for it
    assertThat(collector.refused().getFirst())
        .satisfies(event -> assertThat(event.get("raw")).isEqualTo("{\"evt\":[\"日\"]}"))
        .satisfies(event -> assertThat(event.get("reason")).isEqualTo("wrong_type"))
        .satisfies(event -> assertThat(event.get("route")).isEqualTo("/v1/events"));
  }

  @Test
  void keepsWhatAnotherOriginSentSinceTheCatalogueMayBeMended() throws IOException {
    String body = "[{\"evt\":\"a\"},{\"evt\":\"b\"}]";
    String head =
        RawHttp.head(
            "POST",
            "/v1/events/shop",
            "Content-Type: text/plain",
            "Origin: https://new.example",
            "Referer: https://new.example/p",
            "X-Country: JP",
            "Content-Length: " + body.length());
    assertThat(RawHttp.once(collector.port(), head + "\r\n" + body).status()).isEqualTo(403);
    await().until(() -> !collector.refused().isEmpty()); // nobody waits for it
    Event kept = collector.refused().getFirst();
    assertThat(kept.get("raw")).isEqualTo(body);
    assertThat(kept.get("raw_state")).isEqualTo("whole");
    assertThat(kept.get("content_type")).isEqualTo("text/plain");
    assertThat(kept.get("origin")).isEqualTo("https://new.example");
    assertThat(kept.get("referer")).isEqualTo("https://new.example/p");
    assertThat(kept.get("country")).isEqualTo("JP");
  }

  @Test
  void saysThatABodyWasNotRead() throws IOException {
    assertThat(post("/v1/events/demo", "text/html", "{}").status()).isEqualTo(415);
    await().until(() -> !collector.refused().isEmpty()); // nobody waits for it
    assertThat(collector.refused().getFirst().get("raw_state")).isEqualTo("absent");
    assertThat(collector.refused().getFirst().get("content_type")).isEqualTo("text/html");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 204,",
    "_next=https%3A%2F%2Fshop.example%2Fa, 303, https://shop.example/a",
    "_next=https%3A%2F%2Fevil.example%2F, 204,"
  })
  void answersAFormWithNothingOrTheWayToAListedPage(String next, int status, String location)
      throws IOException {
    Answer answer = post("/v1/form/shop", FORM, "mail=a&x=1&" + next);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Location").orElse(null)).isEqualTo(location);
    assertThat(collector.events(TestSites.SHOP).getLast().get("user_id")).isEqualTo("a");
  }

  @Test
  void leadsNowhereFromAFormThatIsRefused() throws IOException {
    Answer answer = post("/v1/form/shop", FORM, "pieces=x&_next=https%3A%2F%2Fshop.example%2F");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
  }

  @Test
  void takesPlaceAndAgentFromHeaders() throws IOException {
    RawHttp.get(
        collector.port(),
        "/v1/pixel/demo?evt=e",
        "X-Country: JP",
        "X-Region: ",
        "X-City: \u00e6\u0097\u00a5",
        "User-Agent: curl/8");
    Event event = collector.events(TestSites.DEMO).getFirst();
    assertThat(event.get("country")).isEqualTo("JP");
    assertThat(event.get("region")).isNull();
    assertThat(event.get("city")).isEqualTo("日");
    assertThat(event.get("bot")).isEqualTo("library: curl/");
  }

  @Test
  void saysWhenToComeBackWhereNothingCanBeStored() throws IOException {
    collector.streams().refuse(Integer.MAX_VALUE);
    String body = "Content-Length: 3\r\n\r\na=1";
    String events = "Content-Length: 11\r\n\r\n{\"evt\":\"e\"}";
    for (Answer answer :
        together(
            RawHttp.head("GET", "/v1/pixel/demo?evt=e") + "\r\n",
            RawHttp.head("POST", "/v1/form/demo", "Content-Type: " + FORM) + body,
            RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain") + events)) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isPresent();
      assertThat(answer.utf8()).isEqualTo("{\"reason\":\"unavailable\"}");
    }
    assertThat(collector.count("oceanus_collector_unavailable_events", "demo")).isEqualTo(3);
    assertThat(RawHttp.get(collector.port(), "/lb").status()).isEqualTo(503);
    assertThat(RawHttp.get(collector.port(), "/hc").utf8()).isEqualTo("unavailable\n");
    collector.streams().refuse(0);
    assertThat(events("{\"evt\":\"e\"}").status()).isEqualTo(200);
    assertThat(RawHttp.get(collector.port(), "/lb").utf8()).isEqualTo("ok\n");
  }

  @Test
  void servesPagesBesidesItsRoutes() throws IOException {
    Answer page = RawHttp.get(collector.port(), "/hello");
    assertThat(page.utf8()).isEqualTo("hello");
    assertThat(page.header("Cache-Control")).contains("no-cache");
    assertThat(RawHttp.get(collector.port(), "/robots.txt").utf8()).contains("Disallow: /");
    assertThat(RawHttp.get(collector.port(), "/favicon.ico").status()).isEqualTo(204);
  }

  private List<Answer> together(String... requests) throws IOException {
    List<RawHttp> connections = new ArrayList<>();
    for (String request : requests) {
      connections.add(new RawHttp(collector.port()).send(request));
    }
    List<Answer> answers = new ArrayList<>();
    for (RawHttp connection : connections) {
      try (connection) {
        answers.add(connection.answer());
      }
    }
    return answers;
  }

  private Answer events(String json) throws IOException {
    return post("/v1/events/demo", "text/plain", json);
  }

  private Answer post(String target, String type, String body) throws IOException {
    return RawHttp.post(collector.port(), target, type, body.getBytes(UTF_8));
  }
}
