package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H04: bodies whose ends are held back have no more memory together than there is for them. */
class H04HeldBodyTest {
  private static final String EVENTS = "/v1/events/demo";
  private static final int MEBIBYTE = 1 << 20;
  private static final int HELD = 200 * 1024;
  private static final byte[] GOOD = "{\"evt\":\"good\"}".getBytes(UTF_8);

  @RegisterExtension
  static final BadInputs inputs = new BadInputs(() -> TestCollector.withRoomFor(4 * MEBIBYTE));

  private static int port() {
    return inputs.collector().port();
  }

  @ParameterizedTest
  @ValueSource(strings = {EVENTS, "/v1/form/demo", "/pirate/old-form"})
  void turnsAwayWhatThereIsNoRoomForAndServesEverybodyElse(String route) throws IOException {
    double before = inputs.turnedAway();
    long heap = LiveHeap.bytes();
    List<RawHttp> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        clients.add(hold(route));
      }
      await().until(() -> inputs.turnedAway() >= before + 80);
      assertThat(LiveHeap.bytes() - heap)
          .as("100 bodies of 200 KiB would be 25 MiB in arrays that double")
          .isLessThan(8 * MEBIBYTE);
      Answer good = RawHttp.post(port(), EVENTS, "text/plain", GOOD);
      assertThat(good.status()).isEqualTo(200);
    } finally {
      for (RawHttp client : clients) {
        client.close();
      }
    }
    await().untilAsserted(() -> assertThat(whole().status()).isEqualTo(200));
  }

  @Test
  void asksToComeAgainLater() throws IOException {
    List<RawHttp> clients = new ArrayList<>();
    double before = inputs.turnedAway();
    try {
      for (int i = 0; i < 20; i++) {
        clients.add(hold(EVENTS));
      }
      await()
          .until(() -> inputs.turnedAway() == before + 8); // twelve of 256 KiB are three quarters
      Answer answer = whole();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).contains("5");
      assertThat(answer.header("Connection")).contains("close");
      assertThat(answer.utf8()).isEqualTo("{\"reason\":\"unavailable\"}");
    } finally {
      for (RawHttp client : clients) {
        client.close();
      }
    }
    await().untilAsserted(() -> assertThat(whole().status()).isEqualTo(200));
  }

  /** A client that announces a long body and sends it but for its end. */
  private static RawHttp hold(String route) throws IOException {
    String type = route.equals(EVENTS) ? "text/plain" : "application/x-www-form-urlencoded";
    RawHttp client = new RawHttp(port());
    client.send(
        RawHttp.head("POST", route, "Content-Type: " + type)
            + ("Content-Length: " + (HELD + 1) + "\r\n\r\n"));
    client.offer(" ".repeat(HELD));
    return client;
  }

  /** A good request with as long a body. */
  private static Answer whole() throws IOException {
    String event = "{\"evt\":\"good\"}" + " ".repeat(HELD);
    return RawHttp.attempt(
        port(),
        (RawHttp.head("POST", EVENTS, "Content-Type: text/plain")
                + ("Content-Length: " + event.length() + "\r\n\r\n" + event))
            .getBytes(UTF_8));
  }
}
