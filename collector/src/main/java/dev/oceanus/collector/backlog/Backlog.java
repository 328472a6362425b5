package dev.oceanus.collector.backlog;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Shard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether more events wait in Redis than should, looked at every few seconds in the background, so
 * that who asks never waits. What cannot be asked counts as too many. Thread-safe.
 */
public final class Backlog implements Component {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration STALE = Duration.ofMinutes(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
  private static final long UNKNOWN = -1;
  private static final Logger logger = LoggerFactory.getLogger(Backlog.class);

  private final StreamLengths lengths;
  private final List<Shard> shards;
  private final long limit;
  private final Loop loop;
  private volatile long events = UNKNOWN;

  /** What it works with. */
  public record Parts(
      StreamLengths lengths, MeterRegistry registry, LongSupplier nanos, Fatal fatal) {}

  /**
   * @param limit most events that may wait
   */
  public Backlog(Collection<Lane> lanes, long limit, Parts parts) {
    this.lengths = parts.lengths;
    this.shards = lanes.stream().flatMap(lane -> lane.all().stream()).distinct().toList();
    this.limit = limit;
    this.loop = new Loop(name(), STALE, CLOSE_WITHIN, parts.nanos, this::lookAndRest, parts.fatal);
    Gauge.builder("oceanus_collector_backlog_events", () -> events)
        .description("Events that wait in Redis for the loader; -1 while that is not known.")
        .register(parts.registry);
  }

  private void lookAndRest() throws InterruptedException {
    look();
    loop.rest(EVERY);
  }

  /** Looks once. */
  void look() {
    boolean before = within();
    OptionalLong found = lengths.total(shards);
    events = found.orElse(UNKNOWN);
    if (before && !within()) {
      logger.warn(
          found.isEmpty()
              ? "the length of Redis' streams cannot be asked"
              : "{} events wait in Redis, more than OCEANUS_BACKLOG_LIMIT allows ({})",
          events,
          limit);
    }
  }

  /** Whether the backlog is known, and within its limit. */
  public boolean within() {
    long now = events;
    return now != UNKNOWN && now <= limit;
  }

  @Override
  public String name() {
    return "collector-backlog";
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
  }
}
