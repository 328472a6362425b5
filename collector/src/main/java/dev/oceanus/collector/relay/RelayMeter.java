package dev.oceanus.collector.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the relay of one lane counts: each entry behind its cursor is published or passed over, once
 * unless the relay was broken off. Thread-safe.
 */
final class RelayMeter {
  private static final String PREFIX = "oceanus_collector_relay_";

  /** What failed. */
  enum Failure {
    BUS,
    REDIS
  }

  private final MeterRegistry registry;
  private final String lane;
  private final Clock clock;
  private final Counter published;
  private final AtomicInteger leased = new AtomicInteger();
  private final Map<Integer, Behind> behind = new ConcurrentHashMap<>();

  /** How much of a shard is not published. */
  private record Behind(long entries, long oldestMillis) {}

  RelayMeter(MeterRegistry registry, String lane, Clock clock) {
    this.registry = registry;
    this.lane = lane;
    this.clock = clock;
    published = counter("published_events_total", "Events that the bus has confirmed", "", "");
    Gauge.builder(PREFIX + "lease_held", leased, AtomicInteger::get)
        .description("Whether this process relays the lane")
        .tag("lane", lane)
        .register(registry);
    Gauge.builder(PREFIX + "lag_entries", this, RelayMeter::entries)
        .description("Entries that are not published yet, at most")
        .tag("lane", lane)
        .register(registry);
    Gauge.builder(PREFIX + "lag_seconds", this, meter -> meter.lag().toMillis() / 1_000.0)
        .description("Age of the oldest entry that is not published yet")
        .tag("lane", lane)
        .register(registry);
  }

  private Counter counter(String name, String description, String tag, String value) {
    Counter.Builder counter =
        Counter.builder(PREFIX + name).description(description).tag("lane", lane);
    return (tag.isEmpty() ? counter : counter.tag(tag, value)).register(registry);
  }

  private double entries() {
    return behind.values().stream().mapToLong(Behind::entries).sum();
  }

  /** Age of the oldest entry that was seen and is not published. */
  Duration lag() {
    long now = clock.millis();
    return behind.values().stream()
        .map(each -> Duration.ofMillis(Math.max(0, now - each.oldestMillis)))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  void leased(boolean held) {
    leased.set(held ? 1 : 0);
    if (!held) {
      behind.clear(); // whoever has it now tells
    }
  }

  /** So much of a shard was seen and is to be published. */
  void behind(int shard, long entries, long oldestMillis) {
    behind.put(shard, new Behind(entries, oldestMillis));
  }

  /** All that was seen of a shard is published. */
  void caughtUp(int shard) {
    behind.remove(shard);
  }

  void published(long events) {
    published.increment((double) events);
  }

  /**
   * @param reason as in the closed set of the label
   */
  void passed(String reason, long entries) {
    if (entries > 0) {
      counter("passed_entries_total", "Entries that were passed over", "reason", reason)
          .increment((double) entries);
    }
  }

  void failed(Failure what) {
    counter(
            "failures_total",
            "Times that entries were not published",
            "of",
            what.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
