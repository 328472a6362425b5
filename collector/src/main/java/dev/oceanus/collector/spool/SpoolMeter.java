package dev.oceanus.collector.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;

/** What the spool does, as metrics. Thread-safe. */
final class SpoolMeter {
  private static final String PREFIX = "oceanus_collector_spool_";

  private final MeterRegistry registry;
  private final Counter written;
  private final Counter replayed;
  private final Counter full;
  private final Counter disk;
  private final Counter damaged;
  private final Counter aside;
  private final Counter lost;
  private final Counter unread;

  SpoolMeter(MeterRegistry registry) {
    this.registry = registry;
    written = counter("written_events", "Events that were spooled.");
    replayed = counter("replayed_events", "Spooled events that Redis has confirmed since.");
    full = refused("full", registry);
    disk = refused("disk", registry);
    damaged = counter("damaged_places", "Stretches of bytes in segments that are no record.");
    aside = counter("aside_events", "Spooled events that are kept, but not sent for their age.");
    lost = counter("lost_events", "Spooled events that a segment does not hold any more.");
    unread = counter("failed_reads", "Readings of segments that failed; each is tried again.");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(registry);
  }

  private static Counter refused(String reason, MeterRegistry registry) {
    return Counter.builder(PREFIX + "refused_events")
        .description("Events that the spool did not take.")
        .tag("reason", reason)
        .register(registry);
  }

  /** Shows how much there is. */
  void show(Supplier<Segments.Size> size, Clock clock) {
    gauge("events", "Events in the spool.", () -> size.get().events());
    gauge("bytes", "Bytes that the spool takes on its disk.", () -> size.get().bytes());
    gauge(
        "oldest_seconds",
        "How long the oldest event of the spool has been there.",
        () -> seconds(size.get(), clock));
  }

  private static double seconds(Segments.Size size, Clock clock) {
    return size.events() == 0 ? 0 : Math.max(0, clock.millis() - size.oldestMillis()) / 1000.0;
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).description(description).register(registry);
  }

  void written(long events) {
    written.increment((double) events);
  }

  void replayed(long events) {
    replayed.increment((double) events);
  }

  /** The spool had no room for these. */
  void full(long events) {
    full.increment((double) events);
  }

  /** The disk did not take these. */
  void disk(long events) {
    disk.increment((double) events);
  }

  void damaged(long places) {
    damaged.increment((double) places);
  }

  /** These were in a segment that does not hold them any more. */
  void lost(long events) {
    lost.increment((double) events);
  }

  /** A segment could not be read. */
  void unread() {
    unread.increment();
  }

  /** These are not sent for their age. */
  void aside(long events) {
    aside.increment((double) events);
  }
}
