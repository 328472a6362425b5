package dev.oceanus.collector.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestSites;
import dev.oceanus.testkit.process.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * H04: clients that send or take a byte now and then are cut, whatever they are slow with, while
 * everybody else is served. All kinds are tried at once, as nothing is done but wait; how slow the
 * others get is measured by the bench.
 */
@Tag("slow")
@Timeout(180)
class H04SlowClientTest {
  private static final int OF_A_KIND = 70;
  private static final Duration BETWEEN_BYTES = Duration.ofMillis(700);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String POST =
      RawHttp.head("POST", "/v1/events/demo", "Content-Type: text/plain");

  @RegisterExtension static final BadInputs inputs = new BadInputs();

  @Test
  void cutsEverySlowClientAndServesEverybodyElse() throws Exception {
    List<Future<Boolean>> cut = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<Boolean> kind : kinds()) {
        for (int i = 0; i < OF_A_KIND; i++) {
          cut.add(clients.submit(kind));
        }
      }
      while (!cut.stream().allMatch(Future::isDone)) {
        assertThat(RawHttp.get(inputs.collector().port(), "/v1/pixel/demo?evt=good").status())
            .isEqualTo(200);
        Pause.of(Duration.ofMillis(20));
      }
    }
    for (Future<Boolean> each : cut) {
      assertThat(each.get()).as("cut").isTrue();
    }
    assertThat(inputs.collector().events(TestSites.DEMO))
        .as("of the good ones only")
        .allSatisfy(event -> assertThat(event.get("event_name")).isEqualTo("good"));
  }

  private static List<Callable<Boolean>> kinds() {
    return List.of(
        () -> dribble("GET /v1/pixel/demo?evt=slow HTTP/1.1\r\nHost: test\r\nX: ", "y"),
        () -> dribble("GET /v1/pixel/demo?evt=", "s"),
        () -> dribble(POST + "Content-Length: 100000\r\n\r\n{", " "),
        () -> dribble(POST + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"),
        () -> dribble(RawHttp.head("POST", "/nowhere") + "Content-Length: 100000\r\n\r\n", "x"),
        () -> dribble("GET /lb\r\n", ""),
        H04SlowClientTest::takesNothing);
  }

  /** Begins a request and never ends it; whether that was cut. */
  private static boolean dribble(String begin, String more) throws IOException {
    try (RawHttp http = new RawHttp(inputs.collector().port())) {
      http.send(begin);
      return Pause.until(LIMIT, () -> isCut(http, more));
    }
  }

  private static boolean isCut(RawHttp http, String more) {
    try {
      http.send(more);
      Pause.of(BETWEEN_BYTES);
      return http.endsNow();
    } catch (IOException e) {
      return true;
    }
  }

  /** Asks again and again and takes none of the answers, until nothing can be sent any more. */
  private static boolean takesNothing() throws IOException {
    try (RawHttp http = RawHttp.withSmallWindow(inputs.collector().port())) {
      String requests = (RawHttp.head("GET", "/oceanus.js") + "\r\n").repeat(20_000);
      Future<?> sending;
      try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
        sending = sender.submit(() -> http.offer(requests));
      }
      await().atMost(LIMIT).until(sending::isDone);
      return true;
    }
  }
}
