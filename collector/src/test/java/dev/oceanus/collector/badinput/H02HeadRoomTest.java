package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestCollector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** H02: heads have no more memory together than there is for them, in part or whole. */
@Timeout(120)
class H02HeadRoomTest {
  private static final int PARTS = 16;
  private static final String LB = RawHttp.head("GET", "/lb");
  private static final byte[] GOOD = "{\"evt\":\"good\"}".getBytes(UTF_8);

  /** Of about 37,000 bytes in memory. */
  private static final String LARGE =
      IntStream.range(0, 180)
          .mapToObj(i -> "X-" + i + ": " + "v".repeat(60) + "\r\n")
          .collect(Collectors.joining());

  @RegisterExtension
  static final BadInputs inputs = new BadInputs(() -> TestCollector.withRoomForHeads(120_000));

  private final List<RawHttp> open = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawHttp each : open) {
      each.close();
    }
  }

  private RawHttp begin(String request) throws IOException {
    RawHttp http = new RawHttp(inputs.collector().port());
    open.add(http);
    return http.send(request);
  }

  private static int good() throws IOException {
    return RawHttp.post(inputs.collector().port(), "/v1/events/demo", "text/plain", GOOD).status();
  }

  @Test
  void oneThatHasBeenComingForLongGivesWayToTheNext() throws IOException {
    for (int i = 0; i < PARTS; i++) {
      begin(LB + "X-Part: ");
    }
    for (int i = 0; i < 2 * PARTS; i++) {
      assertThat(good()).as("one that comes at once").isEqualTo(200);
    }
    for (RawHttp each : open) {
      assertThat(each.endsNow()).isFalse();
    }

    begin(LB + "X-Part: ");

    List<RawHttp> left = new ArrayList<>(open);
    await().until(() -> left.removeIf(H02HeadRoomTest::ended));
    assertThat(left).hasSize(PARTS).endsWith(open.getLast());
    for (RawHttp each : left) {
      assertThat(each.send("y\r\n\r\n").answer().status()).isEqualTo(200);
    }
  }

  private static boolean ended(RawHttp http) {
    try {
      return http.endsNow();
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void turnsAwayRequestsForWhoseHeadsThereIsNoRoom() throws IOException {
    double before = inputs.turnedAway();
    String head =
        RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain", "Content-Length: 14");
    for (int i = 0; i < 2; i++) {
      begin(head + LARGE + "\r\n");
    }
    assertThat(good()).isEqualTo(200);

    assertThat(begin(head + LARGE + "\r\n").answer().status()).isEqualTo(503);
    assertThat(inputs.turnedAway()).isEqualTo(before + 1);
    assertThat(good()).isEqualTo(200);

    assertThat(open.getFirst().send(GOOD).answer().status()).isEqualTo(200);
    assertThat(begin(head + LARGE + "\r\n").send(GOOD).answer().status()).isEqualTo(200);
  }
}
