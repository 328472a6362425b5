package dev.oceanus.collector.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How long answers took, by the class of their status. Those that are held back on purpose are
 * {@link DelayLedger}'s. Thread-safe.
 */
public final class AnswerLedger {
  private static final int CLASSES = 5;
  private static final Duration[] STEPS =
      IntStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final List<Timer> timers;

  AnswerLedger(MeterRegistry registry) {
    timers =
        IntStream.rangeClosed(1, CLASSES)
            .mapToObj(
                status ->
                    Timer.builder("oceanus_collector_answers")
                        .description("How long answers took from their requests' first line on.")
                        .tag("status", status + "xx")
                        .serviceLevelObjectives(STEPS)
                        .register(registry))
            .toList();
  }

  /**
   * An answer was given.
   *
   * @param status from 100 to 599
   * @param nanos since its request began
   */
  public void answered(int status, long nanos) {
    timers.get(status / 100 - 1).record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }
}
