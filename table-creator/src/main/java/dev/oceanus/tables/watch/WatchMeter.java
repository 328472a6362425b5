package dev.oceanus.tables.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the watch counts: {@code rounds = settled + failed}. A round is settled when the warehouse
 * has answered to its end, conflicts or not. Thread-safe.
 */
public final class WatchMeter {
  private final MeterRegistry registry;
  private final Counter settled;
  private final Counter failed;
  private final AtomicInteger conflicts = new AtomicInteger();

  public WatchMeter(MeterRegistry registry) {
    this.registry = registry;
    this.settled = rounds("settled");
    this.failed = rounds("failed");
    Gauge.builder("oceanus_tables_conflicts", conflicts, AtomicInteger::get)
        .description("What is left to people")
        .strongReference(true)
        .register(registry);
  }

  private Counter rounds(String outcome) {
    return Counter.builder("oceanus_tables_rounds_total")
        .description("Looks at the warehouse")
        .tag("outcome", outcome)
        .register(registry);
  }

  void settled(int conflictsNow) {
    conflicts.set(conflictsNow);
    settled.increment();
  }

  void failed() {
    failed.increment();
  }

  void changed(String kind) {
    Counter.builder("oceanus_tables_changes_total")
        .description("Changes of tables and views")
        .tag("kind", kind)
        .register(registry)
        .increment();
  }
}
