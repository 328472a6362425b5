package dev.oceanus.collector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that are held back: what ends the waiting, and that nothing is lost by it. */
@Tag("slow")
class DelaysTest {
  private static final String SEE = RawHttp.head("GET", "/gaze/old?evt=see&sid=a1") + "\r\n";

  /** As many as may wait in {@link TestCollector}. */
  private static final int ROOM = 10;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void storesTheEventBeforeItWaits() throws IOException {
    TestCollector collector = collector();
    waits(collector, 1);
    assertThat(collector.events(TestSites.OLD)).hasSize(1);
    assertThat(ended(collector, "waited")).isZero();
  }

  @Test
  void forgetsAnAnswerWhoseClientHasGone() throws IOException {
    TestCollector collector = collector();
    waits(collector, 1).getFirst().close();
    await().until(() -> ended(collector, "gone") == 1);
    assertThat(waiting(collector)).isZero();
    await().until(() -> openRequests(collector) == 0);
    assertThat(ended(collector, "waited")).isZero();
    assertThat(collector.events(TestSites.OLD)).hasSize(1);
  }

  @Test
  void answersAtOnceWhereTooManyWait() throws IOException {
    TestCollector collector = collector();
    List<RawHttp> inside = waits(collector, ROOM);
    for (int i = 0; i < 3; i++) {
      Answer answer = connect(collector).send(SEE).answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).contains("image/gif");
    }
    assertThat(ended(collector, "full")).isEqualTo(3);
    assertThat(collector.events(TestSites.OLD)).hasSize(ROOM + 3);
    for (RawHttp http : inside) {
      assertThat(http.answer().status()).isEqualTo(302);
    }
    assertThat(waiting(collector)).isZero();
    connect(collector).send(SEE);
    await().until(() -> waiting(collector) == 1);
  }

  @Test
  void answersAllThatWaitBeforeItCloses() throws Exception {
    TestCollector collector = collector();
    List<RawHttp> inside = waits(collector, ROOM);
    collector.close();
    for (RawHttp http : inside) {
      Answer answer = http.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).contains("image/gif");
    }
    assertThat(ended(collector, "closing")).isEqualTo(ROOM);
    assertThat(collector.events(TestSites.OLD)).hasSize(ROOM);
  }

  @Test
  void endsTheWaitOfARequestThatIsStoredWhileItCloses() throws Exception {
    TestCollector collector = collector();
    collector.streams().hold();
    RawHttp http = connect(collector).send(SEE);
    await().until(() -> collector.count("oceanus_collector_received_events", "old") == 1);
    Thread closing = Thread.ofPlatform().start(collector::close);
    int port = collector.port();
    await().until(() -> refusesConnections(port));
    collector.streams().release();
    assertThat(http.answer().status()).isEqualTo(200);
    closing.join();
    assertThat(collector.events(TestSites.OLD)).hasSize(1);
  }

  @Test
  void leadsOnWhileItDrains() throws IOException {
    TestCollector collector = collector();
    RawHttp http = waits(collector, 1).getFirst();
    collector.drain();
    Answer answer = http.answer();
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains("/gaze/old?sid=a1&evt=read");
  }

  @Test
  void keepsTheNextRequestOfAClientThatDoesNotWait() throws IOException {
    TestCollector collector = collector();
    RawHttp http = waits(collector, 1).getFirst();
    http.send(RawHttp.head("GET", "/gaze/old?evt=done&sid=b2") + "\r\n");
    assertThat(http.answer().status()).isEqualTo(302);
    assertThat(http.answer().header("Content-Type")).contains("image/gif");
    http.send(RawHttp.head("GET", "/lb") + "\r\n");
    assertThat(http.answer().status()).isEqualTo(200);
    assertThat(collector.events(TestSites.OLD))
        .extracting(event -> event.get("sid"))
        .containsExactly("a1", "b2");
  }

  private TestCollector collector() {
    TestCollector collector = new TestCollector();
    open.add(collector);
    return collector;
  }

  private RawHttp connect(TestCollector collector) throws IOException {
    RawHttp http = new RawHttp(collector.port());
    open.add(http);
    return http;
  }

  /** So many clients whose answers wait. */
  private List<RawHttp> waits(TestCollector collector, int clients) throws IOException {
    List<RawHttp> inside = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      inside.add(connect(collector).send(SEE));
    }
    await().pollInterval(Duration.ofMillis(10)).until(() -> waiting(collector) == clients);
    return inside;
  }

  private static double waiting(TestCollector collector) {
    return collector.registry().get("oceanus_collector_waiting_answers").gauge().value();
  }

  private static double openRequests(TestCollector collector) {
    return collector.registry().get("oceanus_collector_open_requests").gauge().value();
  }

  private static double ended(TestCollector collector, String how) {
    return collector
        .registry()
        .get("oceanus_collector_held_answers")
        .tag("end", how)
        .counter()
        .count();
  }

  private static boolean refusesConnections(int port) {
    try (RawHttp http = new RawHttp(port)) {
      return http.closed();
    } catch (IOException e) {
      return true;
    }
  }
}
