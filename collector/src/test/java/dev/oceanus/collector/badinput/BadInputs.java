package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.address.Trust;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A collector that is sent bad input. Every answer is checked for what must hold whatever the row;
 * after each test the process must be unharmed, its log clean, and a good request welcome.
 */
final class BadInputs implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** Stands in every bad input, and must stand in no answer and no line of the log. */
  static final String MARKER = "Ev1lM4rker";

  private static final List<String> TELLTALES =
      List.of("Exception", "\tat ", "undertow", "Undertow", "java.", "jackson", "<html", "Server:");

  private final Trust trust;
  private @Nullable TestCollector collector;
  private @Nullable CapturedLog log;

  BadInputs() {
    this(Trust.NOBODY);
  }

  /** With a collector that believes these proxies. */
  BadInputs(Trust trust) {
    this.trust = trust;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    log = new CapturedLog();
    collector = new TestCollector(trust);
  }

  TestCollector collector() {
    if (collector == null) {
      throw new IllegalStateException("not started");
    }
    return collector;
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

  /** Nothing of what was sent, and nothing about what we are made of. */
  private static void discreet(Answer answer) {
    String everything = String.join("\n", answer.headers()) + "\n" + answer.utf8();
    assertThat(everything).doesNotContain(MARKER).doesNotContain(TELLTALES);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    Answer good =
        RawHttp.get(collector().port(), "/v1/pixel/demo?evt=good", "Origin: https://any.example");
    assertThat(good.status()).as("a good request afterwards").isEqualTo(200);
    assertThat(collector().faults()).as("faults that end the process").isEmpty();
    assertThat(collector().registry().get("oceanus_collector_failed_requests").counter().count())
        .as("requests that met a fault of ours")
        .isZero();
    if (log != null) {
      assertThat(log.lines())
          .noneMatch(line -> line.contains(MARKER))
          .noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    collector().close();
    if (log != null) {
      log.close();
    }
  }

  /** A GET of this target. */
  static String get(String target, String... headers) {
    return RawHttp.head("GET", target, headers) + "\r\n";
  }

  /** A POST of this body, in Latin-1. */
  static String post(String target, String type, String body) {
    String content = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    return RawHttp.head("POST", target)
        + content
        + ("Content-Length: " + body.length() + "\r\n\r\n")
        + body;
  }
}
