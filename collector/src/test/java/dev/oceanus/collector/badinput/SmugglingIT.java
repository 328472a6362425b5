package dev.oceanus.collector.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestSites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that can be read as one request or as two, through haproxy and nginx: what a proxy passes
 * on is read by the collector as the proxy reads it. Wherever the second one is answered, it was
 * its sender who asked, and nobody else gets an answer that is not his.
 */
@Tag("slow")
@Timeout(180)
class SmugglingIT {
  private static final int AT_A_TIME = 32;

  @RegisterExtension static final BadInputs inputs = new BadInputs();
  @TempDir Path folder;

  /** What came of one stream, and of a request of somebody else right behind it. */
  private record Outcome(String event, Framing.Stream stream, List<Answer> answers, Answer other) {}

  static Stream<Arguments> runs() {
    return Stream.of(Proxy.Kind.values())
        .flatMap(
            kind -> Stream.of(Arguments.of(kind, ""), Arguments.of(kind, "Connection: close")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  void readsWhatAProxyPassesOnAsTheProxyDoes(Proxy.Kind kind, String header) throws Exception {
    String headers = header.isEmpty() ? "" : header + "\r\n";
    List<Outcome> outcomes;
    try (Proxy proxy = new Proxy(kind, folder, inputs.collector().port())) {
      outcomes = outcomes(proxy, headers);
    }
    List<Object> stored =
        inputs.collector().events(TestSites.DEMO).stream()
            .map(event -> event.get("event_name"))
            .toList();
    for (Outcome outcome : outcomes) {
      long pictures = outcome.answers.stream().filter(SmugglingIT::isPicture).count();
      long events = stored.stream().filter(outcome.event::equals).count();
      assertThat(events)
          .as("events of the second request of %s: %s", outcome.stream, outcome.answers)
          .isEqualTo(pictures)
          .isLessThanOrEqualTo(header.isEmpty() ? 1 : 0);
      assertThat(outcome.answers).noneMatch(answer -> answer.status() == 500);
      assertThat(outcome.other.utf8()).as("of somebody else").isEqualTo("ok\n");
    }
  }

  private static boolean isPicture(Answer answer) {
    return answer.header("Content-Type").filter("image/gif"::equals).isPresent();
  }

  private static List<Outcome> outcomes(Proxy proxy, String headers) throws Exception {
    String run = proxy.toString() + headers.length() + "-";
    int streams = new Framing("", "", "").streams().size();
    Semaphore room = new Semaphore(AT_A_TIME);
    List<Future<Outcome>> all = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < streams; i++) {
        String event = run + i;
        String second = RawHttp.head("GET", "/v1/pixel/demo?evt=" + event) + "\r\n";
        Framing.Stream stream = new Framing("/v1/events/demo", second, headers).streams().get(i);
        all.add(clients.submit(limited(room, () -> outcome(proxy, event, stream))));
      }
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> each : all) {
      outcomes.add(each.get());
    }
    return outcomes;
  }

  private static Callable<Outcome> limited(Semaphore room, Callable<Outcome> task) {
    return () -> {
      room.acquire();
      try {
        return task.call();
      } finally {
        room.release();
      }
    };
  }

  private static Outcome outcome(Proxy proxy, String event, Framing.Stream stream)
      throws IOException {
    List<Answer> answers = RawHttp.conversation(proxy.port(), stream.bytes().getBytes(ISO_8859_1));
    return new Outcome(event, stream, answers, RawHttp.get(proxy.port(), "/lb"));
  }
}
