package dev.oceanus.collector.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestCollector;
import dev.oceanus.collector.TestNanos;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** H05: connections that say nothing keep nobody out, and there are never more than may be. */
@Timeout(120)
class H05ConnectionLimitTest {
  private static final int LIMIT = 20;
  private static final String LB = RawHttp.head("GET", "/lb") + "\r\n";
  private static final TestNanos nanos = new TestNanos();

  @RegisterExtension
  static final BadInputs inputs = new BadInputs(() -> TestCollector.small(LIMIT, nanos));

  private final List<RawHttp> open = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawHttp each : open) {
      each.close();
    }
    nanos.advance(Duration.ofMinutes(1));
  }

  @Test
  void makesRoomByClosingThoseThatWereSilentLongest() throws IOException {
    List<RawHttp> early = connect(LIMIT / 2);
    ask(early);
    nanos.advance(Duration.ofSeconds(3));
    List<RawHttp> late = connect(LIMIT / 2);
    ask(late);
    nanos.advance(Duration.ofSeconds(3));
    for (int i = 0; i < LIMIT / 2; i++) {
      ask(connect(1));
    }
    assertThat(early).as("silent from the first").allMatch(RawHttp::closed);
    ask(late);
  }

  @Test
  void turnsNewcomersAwayWhileEverybodyInsideIsHeard() throws IOException {
    List<RawHttp> inside = connect(LIMIT);
    ask(inside);
    assertThat(connect(5)).allMatch(RawHttp::closed);
    ask(inside);
    inside.getFirst().close();
    await().until(() -> answersOnANewConnection());
  }

  @Test
  void holdsNoMoreSocketsThanTheLimitHoweverManyAreOpened() throws IOException {
    Footprint before = Footprint.now();
    for (int i = 0; i < 5; i++) {
      connect(LIMIT);
      nanos.advance(Duration.ofSeconds(6));
    }
    await().until(() -> Footprint.now().descriptors() <= before.descriptors() + 5 * LIMIT + LIMIT);
  }

  private static void ask(List<RawHttp> connections) throws IOException {
    for (RawHttp each : connections) {
      assertThat(each.send(LB).answer().status()).isEqualTo(200);
    }
  }

  private boolean answersOnANewConnection() {
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      return http.send(LB).answer().status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private List<RawHttp> connect(int connections) throws IOException {
    List<RawHttp> fresh = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      fresh.add(new RawHttp(inputs.collector().port()));
    }
    open.addAll(fresh);
    return fresh;
  }
}
