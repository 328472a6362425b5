package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.click.LinkKeys;
import dev.oceanus.common.site.WriteKeys;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers beyond a site's or an address's rate; the rates are so low that no test is slow enough.
 */
class RateGateTest {
  private static final String KEY = WriteKeys.BEGINNING + "k".repeat(43);
  private static final String REFUSED =
      "{\"stored\":0,\"refused\":[{\"index\":0,\"field\":\"\",\"reason\":\"rate\"}]}";

  private final TestCollector collector =
      TestCollector.of(
          """
          sites:
            each:
              origins: ["https://shop.example"]
              rate: {address: 10/h, burst: 12m}
              server: {keys: {b: "%s"}}
            all: {rate: {site: 10/h, burst: 12m}, server: {keys: {b: "%s"}}}
            free:
            old: {schema: oceanus-log, rate: {address: 10/h}}
          """
              .formatted(WriteKeys.hash(KEY), WriteKeys.hash(KEY)),
          Paths.NATIVE,
          LinkKeys.NONE);

  @AfterEach
  void close() {
    collector.close();
  }

  private Answer pixel(String site, String address) throws IOException {
    return RawHttp.get(
        collector.port(),
        "/v1/pixel/" + site + "?evt=e",
        "X-Forwarded-For: " + address,
        "Origin: https://shop.example");
  }

  private int status(String site, String address) throws IOException {
    return pixel(site, address).status();
  }

  @Test
  void answers429WithTheTimeToWaitAndWhatABrowserNeedsToReadIt() throws IOException {
    assertThat(status("each", "192.0.2.1")).isEqualTo(200);
    assertThat(status("each", "192.0.2.1")).isEqualTo(200);
    Answer answer = pixel("each", "192.0.2.1");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.utf8()).isEqualTo(REFUSED);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Retry-After").map(Integer::parseInt).orElse(0)).isBetween(300, 360);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://shop.example");
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(collector.count("oceanus_collector_received_events", "each")).isEqualTo(3);
    assertThat(collector.count("oceanus_collector_stored_events", "each")).isEqualTo(2);
    assertThat(collector.count("oceanus_collector_refused_events", "each")).isEqualTo(1);
    assertThat(
            collector
                .registry()
                .get("oceanus_collector_refused_unrecorded_events")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void letsTheAddressInAgainWhenItsTimeHasCome() throws IOException {
    status("each", "192.0.2.1");
    status("each", "192.0.2.1");
    collector.advance(Duration.ofMinutes(5));
    assertThat(status("each", "192.0.2.1")).isEqualTo(429);
    collector.advance(Duration.ofMinutes(1));
    assertThat(status("each", "192.0.2.1")).isEqualTo(200);
    assertThat(status("each", "192.0.2.1")).isEqualTo(429);
  }

  @Test
  void othersAreUnaffected() throws IOException {
    for (int i = 0; i < 5; i++) {
      status("each", "2001:db8::1");
    }
    assertThat(status("each", "2001:db8::ffff:2")).as("the same network").isEqualTo(429);
    assertThat(status("each", "2001:db8:0:1::1")).as("another network").isEqualTo(200);
    assertThat(status("each", "192.0.2.2")).as("another address").isEqualTo(200);
    assertThat(status("free", "2001:db8::1")).as("another site").isEqualTo(200);
  }

  @Test
  void limitsASiteWhoeverAsks() throws IOException {
    assertThat(status("all", "192.0.2.1")).isEqualTo(200);
    assertThat(status("all", "192.0.2.2")).isEqualTo(200);
    assertThat(status("all", "192.0.2.3")).isEqualTo(429);
    assertThat(status("free", "192.0.2.3")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/events/each", "/v1/form/each"})
  void readsNoBodyBeyondTheRate(String path) throws IOException {
    status("each", "127.0.0.1");
    status("each", "127.0.0.1");
    try (RawHttp http = new RawHttp(collector.port())) {
      http.send(RawHttp.head("POST", path, "Content-Type: text/plain", "Content-Length: 200000"));
      Answer answer = http.send("\r\n{").answer();
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.utf8()).isEqualTo(REFUSED);
      assertThat(answer.header("Retry-After")).isPresent();
      assertThat(answer.header("Connection")).contains("close");
    }
  }

  @Test
  void keepsAConnectionThatHasNothingUnread() throws IOException {
    status("each", "127.0.0.1");
    status("each", "127.0.0.1");
    try (RawHttp http = new RawHttp(collector.port())) {
      String request = RawHttp.head("GET", "/v1/pixel/each?evt=e") + "\r\n";
      assertThat(http.send(request).answer().status()).isEqualTo(429);
      assertThat(http.send(request).answer().status()).isEqualTo(429);
    }
  }

  @Test
  void limitsTheBeaconOfThePythonSystem() throws IOException {
    String beacon = "/swallow/old?oid=o&sid=1&evt=e&url=u";
    assertThat(RawHttp.get(collector.port(), beacon).status()).isEqualTo(200);
    Answer answer = RawHttp.get(collector.port(), beacon, "Origin: https://any.example");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.utf8()).isEqualTo(REFUSED);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void countsNoPreflightAndNoPage() throws IOException {
    for (int i = 0; i < 5; i++) {
      String preflight = RawHttp.head("OPTIONS", "/v1/events/each", "Origin: https://shop.example");
      assertThat(RawHttp.once(collector.port(), preflight + "\r\n").status()).isEqualTo(204);
      assertThat(RawHttp.get(collector.port(), "/oceanus.js").status()).isEqualTo(200);
    }
    assertThat(status("each", "127.0.0.1")).isEqualTo(200);
  }

  @Test
  void aServerWithAKeyIsNotCountedByItsAddressButWhoGuessesIs() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(server("each", KEY).status()).isEqualTo(200);
    }
    assertThat(server("each", "guess1").status()).isEqualTo(403);
    assertThat(server("each", "guess2").status()).isEqualTo(403);
    assertThat(server("each", "guess3").status()).isEqualTo(429);
    assertThat(server("each", KEY).status()).isEqualTo(200);
    assertThat(server("all", KEY).status()).isEqualTo(200);
    assertThat(server("all", KEY).status()).isEqualTo(200);
    assertThat(server("all", KEY).status()).as("the site's rate is everybody's").isEqualTo(429);
  }

  private Answer server(String site, String key) throws IOException {
    return RawHttp.post(
        collector.port(),
        "/v1/server/" + site,
        "application/json",
        "{\"evt\":\"e\"}".getBytes(UTF_8),
        "Authorization: Bearer " + key);
  }
}
