package dev.oceanus.collector.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The account of answers that are held back for a while. Thread-safe. */
public final class DelayLedger {
  private final MeterRegistry registry;
  private final Map<End, Counter> ends = new EnumMap<>(End.class);

  /** How waiting ended. */
  public enum End {
    /** The time was over. */
    WAITED,
    /** The client went away. */
    GONE,
    /** There was no room to wait. */
    FULL,
    /** The process is about to end. */
    CLOSING
  }

  DelayLedger(MeterRegistry registry) {
    this.registry = registry;
    for (End end : End.values()) {
      ends.put(
          end,
          Counter.builder("oceanus_collector_held_answers")
              .description("Answers held back to measure how long a mail is open, by how it ended.")
              .tag("end", end.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Shows how many wait. */
  public void waiting(Supplier<Number> waiting) {
    Gauge.builder("oceanus_collector_waiting_answers", waiting)
        .description("Answers that are held back now.")
        .register(registry);
  }

  /** One wait has ended. */
  public void ended(End how) {
    Objects.requireNonNull(ends.get(how), how::name).increment();
  }
}
