package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import dev.oceanus.common.fail.FailPoints;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection lives through: several requests, slow bodies, faults of ours, the end. */
@Timeout(60)
class ConnectionTest {
  private static final String PIXEL = RawHttp.head("GET", "/v1/pixel/demo?evt=e") + "\r\n";
  private static final String POST =
      RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void answersManyRequestsInTheirOrder() throws IOException {
    TestCollector collector = collector(FailPoints.none());
    RawHttp http = connect(collector);
    http.send((PIXEL + RawHttp.head("GET", "/nowhere") + "\r\n").repeat(50));
    for (int i = 0; i < 50; i++) {
      assertThat(http.answer().status()).isEqualTo(200);
      assertThat(http.answer().status()).isEqualTo(404);
    }
    assertThat(collector.stored()).isEqualTo(50);
  }

  @Test
  void keepsAConnectionAsLongAsItIsToldTo() throws Exception {
    RawHttp shortly = connect(keeping(Duration.ofSeconds(1)));
    RawHttp longer = connect(keeping(Duration.ofSeconds(75)));
    for (RawHttp http : List.of(shortly, longer)) {
      http.send(PIXEL);
      assertThat(http.answer().status()).isEqualTo(200);
    }

    assertThat(shortly.closed()).isTrue();
    longer.send(PIXEL);
    assertThat(longer.answer().status()).isEqualTo(200);
  }

  @Test
  void readsABodyThatComesInPieces() throws IOException {
    TestCollector collector = collector(FailPoints.none());
    String body = "{\"evt\":\"e\",\"tit\":\"" + "日".repeat(20_000) + "\"}";
    byte[] bytes = body.getBytes(UTF_8);
    RawHttp http = connect(collector);
    http.send(POST + "Content-Length: " + bytes.length + "\r\n\r\n");
    for (int at = 0; at < bytes.length; at += 10_001) {
      http.send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 10_001)));
    }
    assertThat(http.answer().status()).isEqualTo(200);
    assertThat(collector.events(TestSites.DEMO).getFirst().get("page_title"))
        .isEqualTo("日".repeat(1024));
  }

  @Test
  void readsAChunkedBody() throws IOException {
    TestCollector collector = collector(FailPoints.none());
    RawHttp http = connect(collector);
    http.send(POST + "Transfer-Encoding: chunked\r\n\r\n6\r\n{\"evt\"\r\n");
    http.send("5;x=y\r\n:\"e\"}\r\n0\r\n\r\n");
    assertThat(http.answer().utf8()).isEqualTo("{\"stored\":1,\"refused\":[]}");
  }

  @Test
  void asksForABodyThatItWillTake() throws IOException {
    RawHttp http = connect(collector(FailPoints.none()));
    http.send(POST + "Expect: 100-continue\r\nContent-Length: 11\r\n\r\n");
    assertThat(http.answer().status()).isEqualTo(100);
    http.send("{\"evt\":\"e\"}");
    assertThat(http.answer().status()).isEqualTo(200);
  }

  @Test
  void forgetsARequestWhoseClientGoesAway() throws Exception {
    TestCollector collector = collector(FailPoints.none());
    connect(collector).send(POST + "Content-Length: 11\r\n\r\n{\"evt\"").close();
    assertThat(RawHttp.once(collector.port(), PIXEL).status()).isEqualTo(200);
    assertThat(collector.stored()).isEqualTo(1);
    await().until(() -> openRequests(collector) == 0);
  }

  @Test
  @Tag("slow")
  void cutsABodyThatTakesTooLong() throws IOException {
    TestCollector collector = collector(FailPoints.none());
    RawHttp http = connect(collector).send(POST + "Content-Length: 11\r\n\r\n{\"evt\"");
    await().until(() -> openRequests(collector) == 1);
    await().atMost(Duration.ofSeconds(40)).until(http::closed);
    await().until(() -> openRequests(collector) == 0);
    assertThat(collector.stored()).isZero();
  }

  private static double openRequests(TestCollector collector) {
    return collector.registry().get("oceanus_collector_open_requests").gauge().value();
  }

  @Test
  void answersAFaultOfOursWith500AndGoesOn() throws IOException {
    try (CapturedLog log = new CapturedLog()) {
      TestCollector collector = collector(FailPoints.parse(List.of("collector-received=throw")));
      Answer fault = RawHttp.get(collector.port(), "/v1/pixel/demo?evt=s3cret");
      isAFault(fault, collector, log);
    }
  }

  @Test
  void answersAFaultThatItMeetsWhenTheBodyComesLater() throws IOException {
    try (CapturedLog log = new CapturedLog()) {
      TestCollector collector = collector(FailPoints.parse(List.of("collector-received=throw")));
      RawHttp http = connect(collector);
      http.send(POST + "Content-Length: 16\r\n\r\n");
      assertThat(RawHttp.get(collector.port(), "/lb").status())
          .as("it waits by now")
          .isEqualTo(200);
      http.send("{\"evt\":\"s3cret\"}");
      isAFault(http.answer(), collector, log);
    }
  }

  private static void isAFault(Answer answer, TestCollector collector, CapturedLog log)
      throws IOException {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.utf8()).isEqualTo("{\"reason\":\"fault\"}");
    assertThat(answer.header("Connection")).contains("close");
    assertThat(collector.registry().get("oceanus_collector_failed_requests").counter().count())
        .isEqualTo(1);
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("ERROR"))
        .noneMatch(line -> line.contains("s3cret"));
    assertThat(RawHttp.once(collector.port(), PIXEL).status()).isEqualTo(200);
  }

  @Test
  void servesOnWhileItDrainsButAsksEverybodyToLeave() throws IOException {
    TestCollector collector = collector(FailPoints.none());
    RawHttp http = connect(collector);
    assertThat(http.send(PIXEL).answer().header("Connection")).isEmpty();
    collector.drain();
    Answer last = http.send(PIXEL).answer();
    assertThat(last.status()).isEqualTo(200);
    assertThat(last.header("Connection")).contains("close");
    assertThat(http.closed()).isTrue();
    assertThat(RawHttp.get(collector.port(), "/lb").status()).isEqualTo(503);
    assertThat(collector.stored()).isEqualTo(2);
  }

  @Test
  void answersWhoIsInsideBeforeItCloses() throws Exception {
    TestCollector collector = collector(FailPoints.none());
    int port = collector.port();
    collector.streams().hold();
    List<RawHttp> inside = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      inside.add(connect(collector).send(PIXEL));
    }
    await().until(() -> collector.count("oceanus_collector_received_events", "demo") == 20);
    Thread closing = Thread.ofPlatform().start(collector::close);
    await().until(() -> refusesConnections(port));
    collector.streams().release();
    for (RawHttp http : inside) {
      assertThat(http.answer().status()).isEqualTo(200);
    }
    closing.join();
    assertThat(collector.stored()).isEqualTo(20);
  }

  private static boolean refusesConnections(int port) {
    try (RawHttp http = new RawHttp(port)) {
      return http.closed();
    } catch (IOException e) {
      return true;
    }
  }

  private TestCollector collector(FailPoints failPoints) {
    TestCollector collector = new TestCollector(failPoints);
    open.add(collector);
    return collector;
  }

  private TestCollector keeping(Duration idle) {
    TestCollector collector = TestCollector.thatWaits(idle);
    open.add(collector);
    return collector;
  }

  private RawHttp connect(TestCollector collector) throws IOException {
    RawHttp http = new RawHttp(collector.port());
    open.add(http);
    return http;
  }
}
