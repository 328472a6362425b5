package dev.oceanus.notifier.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What one target's deliveries count. Thread-safe. */
final class DispatchMeter {
  private final Counter delivered;
  private final Counter later;
  private final Counter refused;
  private final Counter dead;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong oldestMillis = new AtomicLong();
  private final AtomicLong held = new AtomicLong();

  DispatchMeter(MeterRegistry registry, String target) {
    this.delivered = counter(registry, target, "delivered", "Notices that their target has taken");
    this.later = counter(registry, target, "later", "Calls of a target that are to be made again");
    this.refused = counter(registry, target, "refused", "Notices that their target refused");
    this.dead = counter(registry, target, "dead", "Notices that were given up");
    gauge(registry, target, "waiting", "Notices that wait", waiting, 1);
    gauge(
        registry,
        target,
        "oldest_waiting_seconds",
        "How long the notice is due that is due longest",
        oldestMillis,
        1_000);
    gauge(registry, target, "lease_held", "Whether this process delivers to the target", held, 1);
  }

  private static Counter counter(
      MeterRegistry registry, String target, String name, String description) {
    return Counter.builder("oceanus_notifier_" + name + "_total")
        .description(description)
        .tag("target", target)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      String target,
      String name,
      String description,
      AtomicLong value,
      double divisor) {
    Gauge.builder("oceanus_notifier_" + name, value, number -> number.get() / divisor)
        .description(description)
        .tag("target", target)
        .strongReference(true)
        .register(registry);
  }

  void delivered(int notices) {
    delivered.increment(notices);
  }

  void later() {
    later.increment();
  }

  void refused() {
    refused.increment();
  }

  void dead() {
    dead.increment();
  }

  void depth(long notices, long oldestDueMillis) {
    waiting.set(notices);
    oldestMillis.set(oldestDueMillis);
  }

  void held(boolean lease) {
    held.set(lease ? 1 : 0);
    if (!lease) {
      depth(0, 0); // whoever has it now tells
    }
  }
}
