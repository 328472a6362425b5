package dev.oceanus.collector.relay;

import dev.oceanus.collector.relay.EntryReading.Result;
import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Turns;
import dev.oceanus.common.log.Repeats;
import dev.oceanus.common.stream.Cursors;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one lane, a chunk of each shard at a step, while it holds the lane's lease. The cursor
 * moves once a chunk is confirmed, so that what a crash or a failure leaves open is published again
 * and nothing is left out. Steps are made by one thread at a time; the lease is renewed by another.
 */
final class LaneRelay implements Turns.Worker {
  private static final Logger logger = LoggerFactory.getLogger(LaneRelay.class);

  /** A relay that finds no cursor begins with what is not older than this. */
  static final Duration BEGINNING = Duration.ofMinutes(5);

  private static final Backoff FAILURE = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
  private static final Duration SHOWN = Duration.ofMinutes(1);

  private final Lane lane;
  private final EntryReading reading;
  private final Kit kit;
  private final RelayMeter meter;
  private final Repeats repeats;
  private final Map<Integer, EntryId> positions = new HashMap<>();
  private long shownAt;
  private int failures;
  private String lastFailure = "";
  private volatile @Nullable Lease lease;
  private volatile boolean leaseLost;

  /**
   * What the relays of all lanes share.
   *
   * @param owner identity of this process, random per life
   */
  record Kit(
      RelayPorts.Source source,
      EventBus bus,
      RelayConfig config,
      String owner,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      RandomGenerator random,
      FailPoints failPoints) {}

  LaneRelay(LiveLane lane, Kit kit) {
    this.lane = lane.lane();
    this.reading = new EntryReading(lane);
    this.kit = kit;
    this.meter = new RelayMeter(kit.registry, lane.lane().name(), kit.clock);
    this.repeats = new Repeats(kit.nanos);
    this.shownAt = kit.nanos.getAsLong();
  }

  /** Age of the oldest entry that was seen and is not published. */
  Duration lag() {
    return meter.lag();
  }

  String name() {
    return lane.name();
  }

  @Override
  public Duration step() throws InterruptedException {
    try {
      if (leaseLost) {
        throw new LostLeaseException("renewing it");
      }
      Lease held = lease;
      Duration pause = held == null ? acquire() : relay(held);
      failures = 0;
      return pause;
    } catch (LostLeaseException e) {
      logger.info("lane {}: another collector relays it, seen {}", lane.name(), e.getMessage());
      forget();
      return kit.config.interval();
    } catch (BusUnavailableException e) {
      return afterFailure(RelayMeter.Failure.BUS, e);
    } catch (StreamUnavailableException e) {
      positions.clear(); // what Redis holds is found out again
      return afterFailure(RelayMeter.Failure.REDIS, e);
    }
  }

  private Duration afterFailure(RelayMeter.Failure what, RuntimeException e) {
    failures++;
    meter.failed(what);
    String message = String.valueOf(e.getMessage());
    if (failures == 1 || !message.equals(lastFailure)) {
      logger.warn("lane {} is not relayed now: {}", lane.name(), message);
    }
    lastFailure = message;
    return FAILURE.after(failures, kit.random);
  }

  private Duration acquire() {
    Duration ttl = kit.config.leaseTtl();
    Optional<Lease> acquired =
        kit.source.open().leases().acquire(lane.name(), Reader.RELAY, kit.owner, ttl);
    if (acquired.isEmpty()) {
      return ttl.dividedBy(5);
    }
    lease = acquired.get();
    meter.leased(true);
    kit.failPoints.pass(FailPoint.RELAY_LEASED);
    return Duration.ZERO;
  }

  private Duration relay(Lease held) throws InterruptedException {
    showItself(held);
    boolean more = false;
    for (Shard shard : lane.all()) {
      more |= relay(held, shard);
    }
    return more ? Duration.ZERO : kit.config.interval();
  }

  /**
   * @return whether there may be more
   */
  private boolean relay(Lease held, Shard shard) throws InterruptedException {
    RelayPorts ports = kit.source.open();
    EntryId at = position(ports.cursors(), held, shard);
    Chunk chunk = Chunk.read(ports.reader(), shard, at);
    if (chunk.entries().isEmpty()) {
      meter.caughtUp(shard.index());
      return false;
    }
    kit.failPoints.pass(FailPoint.RELAY_READ);
    meter.behind(
        shard.index(),
        chunk.full() ? ports.reader().length(shard) : chunk.entries().size(),
        chunk.entries().getFirst().id().millis());
    publish(shard, chunk);
    advance(ports.cursors(), held, shard, chunk.last());
    kit.failPoints.pass(FailPoint.RELAY_ADVANCED);
    if (!chunk.full()) {
      meter.caughtUp(shard.index());
      // What the loader finished before this relay did: nobody else may come by for a while.
      ports.cursors().trim(held, shard);
    }
    return chunk.full();
  }

  private EntryId position(Cursors cursors, Lease held, Shard shard) {
    EntryId known = positions.get(shard.index());
    if (known != null) {
      return known;
    }
    EntryId found = cursors.position(shard, Reader.RELAY);
    EntryId first =
        new EntryId(Math.max(0, kit.clock.instant().minus(BEGINNING).toEpochMilli()), 0);
    // In either case no earlier holder moves the cursor from here on.
    EntryId begin = found.equals(EntryId.ZERO) ? first : found;
    advance(cursors, held, shard, begin);
    return begin;
  }

  private void advance(Cursors cursors, Lease held, Shard shard, EntryId to) {
    if (!cursors.advance(held, shard, to)) {
      throw new LostLeaseException("advancing the cursor of " + shard);
    }
    positions.put(shard.index(), to);
  }

  private void publish(Shard shard, Chunk chunk) throws InterruptedException {
    List<LiveEvent> events = new ArrayList<>(chunk.entries().size());
    int unreadable = 0;
    int notLive = 0;
    for (Entry entry : chunk.entries()) {
      switch (reading.read(shard, entry)) {
        case Result.Live live -> events.add(live.event());
        case Result.NotLive unused -> notLive++;
        case Result.Unreadable unused -> unreadable++;
      }
    }
    List<EventBus.Refused> refused = events.isEmpty() ? List.of() : kit.bus.publish(events);
    if (!events.isEmpty()) {
      kit.failPoints.pass(FailPoint.RELAY_PUBLISHED);
    }
    meter.published((long) events.size() - refused.size());
    meter.passed("not-live", notLive);
    meter.passed("unreadable", unreadable);
    if (unreadable > 0 && repeats.pass("unreadable").isPresent()) {
      logger.warn(
          "{}: {} entries that are no events were not published; more are counted",
          shard,
          unreadable);
    }
    for (EventBus.Refused each : refused) {
      meter.passed(each.reason().key(), 1);
      if (repeats.pass(each.reason().key()).isEmpty()) {
        continue;
      }
      logger.warn(
          "{}: event {} of {} bytes was not published: {}",
          shard,
          each.event().id(),
          each.event().event().length,
          each.reason().key());
    }
  }

  /** Keeps the cursors of lanes without traffic, and of all while the bus is away. */
  private void showItself(Lease held) {
    long now = kit.nanos.getAsLong();
    if (now - shownAt < SHOWN.toNanos()) {
      return;
    }
    for (Shard shard : lane.all()) {
      EntryId at = positions.get(shard.index());
      if (at != null) {
        advance(kit.source.open().cursors(), held, shard, at);
      }
    }
    shownAt = now;
  }

  /** Prolongs the lease. Does nothing without one. */
  @Override
  public void renew() {
    Lease held = lease;
    if (held == null) {
      return;
    }
    try {
      if (!kit.source.open().leases().renew(held, kit.config.leaseTtl())) {
        leaseLost = held.equals(lease);
      }
    } catch (StreamUnavailableException e) {
      // It lasts until it expires; the steps meet the same trouble and tell of it.
      logger.debug("lane {}: {}", lane.name(), e.getMessage());
    }
  }

  /** Whether what is there can be published now, and there is some. */
  boolean goesOn() {
    return lease != null && !leaseLost && failures == 0;
  }

  /** Gives the lease up, when no step is under way any more. */
  void release() {
    Lease held = lease;
    if (held == null) {
      return;
    }
    try {
      kit.source.open().leases().release(held);
    } catch (StreamUnavailableException e) {
      logger.info("lane {}: {}; the lease expires by itself", lane.name(), e.getMessage());
    }
    forget();
    kit.failPoints.pass(FailPoint.RELAY_RELEASED);
  }

  private void forget() {
    lease = null;
    leaseLost = false;
    positions.clear();
    meter.leased(false);
  }
}
