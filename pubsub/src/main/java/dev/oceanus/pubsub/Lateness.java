package dev.oceanus.pubsub;

import dev.oceanus.common.life.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long after their publication events come. Where more waits at Pub/Sub than is taken, all that
 * comes is old; one old event among new ones is only one that is delivered again. Thread-safe.
 */
final class Lateness {
  /** Events that are later than this are a backlog. */
  static final Duration LATE = Duration.ofMinutes(1);

  /** What came so long ago says nothing any more. */
  static final Duration FORGET = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private Duration last = Duration.ZERO;
  private long at;

  Lateness(MeterRegistry registry, LongSupplier nanos) {
    this.nanos = nanos;
    this.at = nanos.getAsLong();
    Gauge.builder("oceanus_pubsub_feed_late_seconds", this, Lateness::seconds)
        .description("How long after their publication live events come")
        .strongReference(true)
        .register(registry);
  }

  /**
   * An answer of Pub/Sub came.
   *
   * @param age of the youngest event in it
   */
  synchronized void came(Duration age) {
    last = age;
    at = nanos.getAsLong();
  }

  private synchronized Duration late() {
    return nanos.getAsLong() - at > FORGET.toNanos() ? Duration.ZERO : last;
  }

  private double seconds() {
    return late().toMillis() / 1e3;
  }

  /** Whether they come in time. */
  Health check() {
    Duration late = late();
    return late.compareTo(LATE) > 0
        ? Health.degraded("live events come " + late.toSeconds() + " s late")
        : Health.READY;
  }
}
