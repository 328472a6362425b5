package dev.oceanus.collector.http;

import dev.oceanus.collector.request.Values;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Python system's way to see how long a mail is open: a picture that leads to the next one
 * after some seconds, for as long as somebody looks. Each step is an event. Thread-safe.
 */
final class GazeEndpoint {
  private static final String EVENT = "evt";

  private static final Map<String, Step> STEPS =
      Map.of(
          "open", new Step(Duration.ofSeconds(2), "see"),
          "see", new Step(Duration.ofSeconds(4), "read"),
          "read", new Step(Duration.ofSeconds(4), "done"));

  private final LegacyRequests requests;
  private final Delays delays;

  /**
   * What follows an event.
   *
   * @param after so long
   * @param next name of the next event
   */
  private record Step(Duration after, String next) {}

  GazeEndpoint(LegacyRequests requests, Delays delays) {
    this.requests = requests;
    this.delays = delays;
  }

  /** One event in the query, answered by a picture, or later by the way to the next step. */
  void gaze(Call call) {
    requests
        .read(call, call.query())
        .ifPresent(values -> requests.take(call, values, stored -> stored(stored, step(values))));
  }

  private void stored(Call call, @Nullable Step step) {
    if (step == null) {
      call.send(Reply.GIF);
    } else {
      Reply next = Reply.found(new NextStep(call).with(EVENT, step.next).location());
      delays.send(call, step.after, new Delays.Answers(next, Reply.GIF));
    }
  }

  private static @Nullable Step step(Values values) {
    String event = values.last(EVENT);
    return event == null ? null : STEPS.get(event.toLowerCase(Locale.ROOT));
  }
}
