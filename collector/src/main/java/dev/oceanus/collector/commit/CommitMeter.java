package dev.oceanus.collector.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What group commit does, as metrics. Thread-safe. */
final class CommitMeter {
  private final DistributionSummary events;
  private final Timer duration;
  private final Counter unconfirmed;

  CommitMeter(MeterRegistry registry) {
    events =
        DistributionSummary.builder("oceanus_collector_commit_events")
            .description("Events of one micro-batch.")
            .register(registry);
    duration =
        Timer.builder("oceanus_collector_commit")
            .description("How long Redis took to confirm a micro-batch.")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(500))
            .register(registry);
    unconfirmed =
        Counter.builder("oceanus_collector_commit_unconfirmed")
            .description("Micro-batches that Redis did not confirm at an attempt.")
            .register(registry);
  }

  void stored(int count, long nanos) {
    events.record(count);
    duration.record(Duration.ofNanos(nanos));
  }

  void unconfirmed() {
    unconfirmed.increment();
  }
}
