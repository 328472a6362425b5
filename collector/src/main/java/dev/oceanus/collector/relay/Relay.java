package dev.oceanus.collector.relay;

import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Turns;
import dev.oceanus.common.site.SiteCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Relays every lane with live sites: each event that is in a stream to the bus, at least once. Of
 * several collectors one relays a lane, and the others stand by. While the bus or Redis is away the
 * streams wait; whoever answers requests does not. On close what is there is published, if it can
 * be, and every lease is given up.
 */
public final class Relay implements Component {
  /** Lanes that are published at the same time; each holds one chunk in memory. */
  private static final int THREADS = 2;

  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration FLUSH = Duration.ofSeconds(3);

  /** Somebody should look when events are not published for so long. */
  private static final Duration BEHIND = Duration.ofMinutes(1);

  private final List<LaneRelay> lanes;
  private final Turns turns;
  private final LongSupplier nanos;

  /** What it works with. */
  public record Parts(
      RelayPorts.Source source,
      EventBus bus,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      RandomGenerator random,
      FailPoints failPoints,
      Fatal fatal) {}

  public Relay(RelayConfig config, SiteCatalogue catalogue, Parts parts) {
    LaneRelay.Kit kit =
        new LaneRelay.Kit(
            parts.source,
            parts.bus,
            config,
            UUID.randomUUID().toString(),
            parts.registry,
            parts.clock,
            parts.nanos,
            parts.random,
            parts.failPoints);
    this.lanes = LiveLane.of(catalogue).stream().map(lane -> new LaneRelay(lane, kit)).toList();
    this.nanos = parts.nanos;
    Turns.Terms terms = new Turns.Terms("relay", THREADS, config.leaseTtl().dividedBy(3), CLOSE);
    this.turns = new Turns(terms, lanes, nanos, parts.fatal);
  }

  @Override
  public String name() {
    return "collector-relay";
  }

  @Override
  public void start() {
    turns.start();
  }

  /** Ready while it is behind: events are taken all the same. */
  @Override
  public Health check() {
    Health health = turns.check();
    if (!health.ready()) {
      return health;
    }
    Duration lag =
        lanes.stream().map(LaneRelay::lag).max(Duration::compareTo).orElse(Duration.ZERO);
    return lag.compareTo(BEHIND) > 0
        ? Health.degraded("live events are " + lag.toSeconds() + " s behind")
        : Health.READY;
  }

  @Override
  public void close() {
    turns.close();
    lanes.forEach(this::flush);
    lanes.forEach(LaneRelay::release);
  }

  /** Publishes what has come since the last look, so that it does not wait for another process. */
  private void flush(LaneRelay lane) {
    long begun = nanos.getAsLong();
    try {
      Duration pause = Duration.ZERO;
      while (pause.isZero() && lane.goesOn() && nanos.getAsLong() - begun < FLUSH.toNanos()) {
        pause = lane.step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
