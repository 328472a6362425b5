package dev.oceanus.bench.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.bench.messages.Message.Subject;
import dev.oceanus.bench.rules.Happening;
import dev.oceanus.bench.sample.Beacons;
import dev.oceanus.bench.sample.Beacons.Beacon;
import dev.oceanus.common.life.Retry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Sends events at a steady rate, one a request, whether those before are answered or not. For one
 * thread.
 */
final class Sender {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final int port;
  private final int eventsPerSecond;
  private long next;

  /**
   * @param port of the collector on 127.0.0.1
   */
  Sender(int port, int eventsPerSecond) {
    this.port = port;
    this.eventsPerSecond = eventsPerSecond;
  }

  /**
   * What was sent.
   *
   * @param events how many
   * @param eventsPerSecond at which they were sent
   * @param expected messages that they call for
   * @param faults which answers were none that takes the event
   */
  record Sent(long events, double eventsPerSecond, Set<Subject> expected, List<String> faults) {}

  /** Sends for so long, and waits for the answers. */
  Sent send(Duration time) {
    long events = time.toMillis() * eventsPerSecond / 1_000;
    Set<Subject> expected = new HashSet<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    long begun = System.nanoTime();
    for (long i = 0; i < events; i++) {
      pauseUntil(begun + i * 1_000_000_000L / eventsPerSecond);
      long number = next++;
      answers.add(send(number));
      Happening happening = Happening.of(number);
      if (happening != null) {
        String id = Beacons.eventId(number);
        happening.rules().forEach(rule -> expected.add(new Subject(rule, id)));
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    List<String> faults =
        answers.stream()
            .map(CompletableFuture::join)
            .filter(answer -> !answer.isEmpty())
            .distinct()
            .toList();
    return new Sent(events, events / seconds, expected, faults);
  }

  private static void pauseUntil(long nanos) {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      Retry.pause(Duration.ofNanos(left));
    }
  }

  /** What is wrong with the answer; empty if nothing is. */
  private CompletableFuture<String> send(long number) {
    Beacon beacon = Happening.beacon(number, System.nanoTime());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + beacon.target()))
            .timeout(ANSWER)
            .method(beacon.method(), BodyPublishers.ofString(beacon.body(), UTF_8));
    beacon.headers().forEach(request::header);
    return http.sendAsync(request.build(), BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null ? fault(answer) : failure.toString());
  }

  private static String fault(HttpResponse<Void> answer) {
    return answer.statusCode() / 100 == 2 ? "" : "an event was answered " + answer.statusCode();
  }
}
