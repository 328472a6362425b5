package dev.oceanus.collector.relay;

import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Lifecycle;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.site.SiteCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
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

  private static final Duration STALE = Duration.ofMinutes(5);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration FLUSH = Duration.ofSeconds(3);

  /** Somebody should look when events are not published for so long. */
  private static final Duration BEHIND = Duration.ofMinutes(1);

  private final List<LaneRelay> lanes;
  private final DelayQueue<Turn> turns = new DelayQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Loop> loops = new ArrayList<>();
  private final Lifecycle lifecycle;
  private final LongSupplier nanos;
  private final Duration renewEvery;

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
    this.renewEvery = config.leaseTtl().dividedBy(3);
    loops.add(new Loop("relay-leases", STALE, CLOSE, nanos, this::renew, parts.fatal));
    for (int i = 0; i < THREADS; i++) {
      loops.add(new Loop("relay-" + i, STALE, CLOSE, nanos, this::step, parts.fatal));
    }
    this.lifecycle = new Lifecycle(loops);
  }

  @Override
  public String name() {
    return "collector-relay";
  }

  @Override
  public void start() {
    lanes.forEach(lane -> turns.add(new Turn(lane, nanos.getAsLong(), nanos)));
    lifecycle.start();
  }

  /** Ready while it is behind: events are taken all the same. */
  @Override
  public Health check() {
    for (Loop loop : loops) {
      Health health = loop.check();
      if (!health.live() || !health.ready()) {
        return health;
      }
    }
    Duration lag =
        lanes.stream().map(LaneRelay::lag).max(Duration::compareTo).orElse(Duration.ZERO);
    return lag.compareTo(BEHIND) > 0
        ? Health.degraded("live events are " + lag.toSeconds() + " s behind")
        : Health.READY;
  }

  @Override
  public void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    lifecycle.close();
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

  private void step() throws InterruptedException {
    Turn turn = turns.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    if (turn == null) {
      return;
    }
    Duration pause = turn.lane.step();
    turns.add(new Turn(turn.lane, nanos.getAsLong() + pause.toNanos(), nanos));
  }

  private void renew() throws InterruptedException {
    if (!closing.await(renewEvery.toMillis(), TimeUnit.MILLISECONDS)) {
      lanes.forEach(LaneRelay::renew);
    }
  }

  /** A lane's next step, and when it is due. */
  private record Turn(LaneRelay lane, long due, LongSupplier nanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - nanos.getAsLong(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
