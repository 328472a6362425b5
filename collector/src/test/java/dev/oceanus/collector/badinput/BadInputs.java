package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.address.Trust;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A collector that is sent bad input. Every answer is checked for what must hold whatever the row;
 * after each test the process must be unharmed and as small as before, its log short and clean, and
 * a good request welcome; after each row it must hold no more memory.
 */
final class BadInputs implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** Stands in every bad input, and must stand in no answer and no line of the log. */
  static final String MARKER = "Ev1lM4rker";

  private static final List<String> TELLTALES =
      List.of("Exception", "\tat ", "undertow", "Undertow", "java.", "jackson", "<html", "Server:");

  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final int LINES_A_TEST = 20;
  private static final long HEAP_MORE = 32L << 20;

  private final Supplier<TestCollector> making;
  private @Nullable TestCollector collector;
  private @Nullable CapturedLog log;
  private Footprint baseline = new Footprint(List.of(), 0);
  private long heap;
  private int lines;
  private double faults;

  BadInputs() {
    this(Trust.NOBODY);
  }

  /** With a collector that believes these proxies. */
  BadInputs(Trust trust) {
    this(() -> new TestCollector(trust));
  }

  /** With a collector that is made like this. */
  BadInputs(Supplier<TestCollector> making) {
    this.making = making;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    log = new CapturedLog();
    collector = making.get();
    goodRequest();
    baseline = Footprint.now();
    heap = LiveHeap.bytes();
    lines = log.lines().size();
  }

  TestCollector collector() {
    if (collector == null) {
      throw new IllegalStateException("not started");
    }
    return collector;
  }

  /** Requests for which there was no room so far. */
  double turnedAway() {
    return collector().registry().get("oceanus_collector_no_room_requests").counter().count();
  }

  /** Sends a request that must be answered like this, or by closing for 0, and store nothing. */
  Answer refused(String latin1, Integer... statuses) throws IOException {
    return refused(latin1.getBytes(ISO_8859_1), statuses);
  }

  Answer refused(byte[] request, Integer... statuses) throws IOException {
    int before = collector().stored();
    Answer answer = RawHttp.attempt(collector().port(), request);
    assertThat(answer.status()).as(answer.toString()).isIn((Object[]) statuses);
    assertThat(collector().stored()).as("stored events").isEqualTo(before);
    discreet(answer);
    return answer;
  }

  /**
   * Sends bytes that must get one answer of these, or none for 0, before the connection is closed,
   * whatever follows the first request in them.
   */
  void refusedAndClosed(String latin1, Integer... statuses) throws IOException {
    int before = collector().stored();
    List<Answer> answers = RawHttp.conversation(collector().port(), latin1.getBytes(ISO_8859_1));
    assertThat(answers).as("answers").hasSizeLessThanOrEqualTo(1);
    Answer answer = answers.isEmpty() ? Answer.NONE : answers.getFirst();
    assertThat(answer.status()).as(answer.toString()).isIn((Object[]) statuses);
    assertThat(collector().stored()).as("stored events").isEqualTo(before);
    discreet(answer);
  }

  /** Sends a request that must be stored as one event. */
  Event stored(Site site, String latin1) throws IOException {
    return stored(site, latin1.getBytes(ISO_8859_1));
  }

  Event stored(Site site, byte[] request) throws IOException {
    int before = collector().stored();
    Answer answer = RawHttp.attempt(collector().port(), request);
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 303);
    assertThat(collector().stored()).as("stored events").isEqualTo(before + 1);
    discreet(answer);
    return collector().events(site).getLast();
  }

  /** Sends a request that must be stored as one event of this site, for its answer. */
  Answer sent(Site site, String latin1) throws IOException {
    int before = collector().events(site).size();
    Answer answer = RawHttp.attempt(collector().port(), latin1.getBytes(ISO_8859_1));
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 303);
    assertThat(collector().events(site)).as("stored events").hasSize(before + 1);
    discreet(answer);
    return answer;
  }

  /** Nothing of what was sent, and nothing about what we are made of. */
  static void discreet(Answer answer) {
    String everything = String.join("\n", answer.headers()) + "\n" + answer.utf8();
    assertThat(everything).doesNotContain(MARKER).doesNotContain(TELLTALES);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    goodRequest();
    assertThat(collector().faults()).as("faults that end the process").isEmpty();
    double faultsSince = faults() - faults;
    faults += faultsSince;
    assertThat(faultsSince).as("requests that met a fault of ours").isZero();
    await("threads and sockets back to " + baseline)
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Footprint.now(), now -> now.within(baseline));
    assertThat(collector().registry().get("oceanus_collector_open_requests").gauge().value())
        .as("requests without an answer")
        .isZero();
    if (log != null) {
      List<String> all = log.lines();
      cleanLog(all.subList(lines, all.size()));
      lines = all.size();
    }
  }

  private static void cleanLog(List<String> lines) {
    assertThat(lines)
        .as("lines of the log")
        .hasSizeLessThanOrEqualTo(LINES_A_TEST)
        .noneMatch(line -> line.contains(MARKER))
        .noneMatch(line -> ADDRESS.matcher(line).find())
        .noneMatch(line -> line.startsWith("ERROR"));
  }

  private double faults() {
    return collector().registry().get("oceanus_collector_failed_requests").counter().count();
  }

  private void goodRequest() throws IOException {
    Answer good =
        RawHttp.get(collector().port(), "/v1/pixel/demo?evt=good", "Origin: https://any.example");
    assertThat(good.status()).as("a good request on a new connection").isEqualTo(200);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try {
      assertThat(LiveHeap.bytes() - heap).as("bytes of live heap more").isLessThan(HEAP_MORE);
    } finally {
      collector().close();
      if (log != null) {
        log.close();
      }
    }
  }

  /** A GET of this target. */
  static String get(String target, String... headers) {
    return RawHttp.head("GET", target, headers) + "\r\n";
  }

  /** A POST of this body, in Latin-1. */
  static String post(String target, String type, String body, String... headers) {
    String content = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    return RawHttp.head("POST", target, headers)
        + content
        + ("Content-Length: " + body.length() + "\r\n\r\n")
        + body;
  }
}
