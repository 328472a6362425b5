package dev.oceanus.loader.lane;

import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Seal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one lane's loader counts: {@code committed + dead} rows are the entries that have left the
 * stream. Thread-safe.
 */
final class LaneMeter {
  /** What an operator is told of at once. */
  enum Alarm {
    DATA_WENT_BACK,
    STOPPED
  }

  private final MeterRegistry registry;
  private final String lane;
  private final Counter rows;
  private final Counter batches;
  private final Timer commit;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong lagMillis = new AtomicLong();
  private final AtomicInteger leased = new AtomicInteger();
  private final AtomicInteger stopped = new AtomicInteger();

  LaneMeter(MeterRegistry registry, String lane) {
    this.registry = registry;
    this.lane = lane;
    this.rows =
        Counter.builder("oceanus_loader_rows_committed_total")
            .description("Rows that the warehouse has taken")
            .tag("lane", lane)
            .register(registry);
    this.batches =
        Counter.builder("oceanus_loader_batches_committed_total")
            .description("Batches that the warehouse has taken")
            .tag("lane", lane)
            .register(registry);
    this.commit =
        Timer.builder("oceanus_loader_commit_seconds")
            .description("Time that commits took")
            .tag("lane", lane)
            .register(registry);
    gauge("oceanus_loader_stream_entries", "Entries that wait in the stream", waiting, 1);
    gauge("oceanus_loader_lag_seconds", "Age of the oldest entry seen waiting", lagMillis, 1_000);
    gauge("oceanus_loader_lease_held", "Whether this process loads the lane", leased, 1);
    gauge("oceanus_loader_lane_stopped", "Whether the lane waits for a person", stopped, 1);
  }

  private void gauge(String name, String description, Number value, double divisor) {
    Gauge.builder(name, value, number -> number.doubleValue() / divisor)
        .description(description)
        .tag("lane", lane)
        .strongReference(true)
        .register(registry);
  }

  void leased(boolean held) {
    leased.set(held ? 1 : 0);
    if (!held) {
      waiting.set(0);
      lagMillis.set(0);
      stopped.set(0); // whoever has it now tells
    }
  }

  void waiting(long entries, long oldestMillis) {
    waiting.set(entries);
    lagMillis.set(oldestMillis);
  }

  void committed(Seal seal) {
    batches.increment();
    rows.increment(seal.rows());
    for (Excluded each : seal.excluded()) {
      Counter.builder("oceanus_loader_dead_letters_total")
          .description("Entries that became dead letters")
          .tag("lane", lane)
          .tag("reason", each.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .register(registry)
          .increment();
    }
    stopped.set(0);
  }

  Timer commitTimer() {
    return commit;
  }

  void alarm(Alarm alarm) {
    if (alarm == Alarm.STOPPED) {
      stopped.set(1);
    }
    Counter.builder("oceanus_loader_alarms_total")
        .description("Findings that a person should look at")
        .tag("lane", lane)
        .tag("kind", alarm.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry)
        .increment();
  }
}
