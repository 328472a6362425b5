package dev.oceanus.loader.lane;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Turns;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lets a few threads make the steps of many lanes, each when it is due, and one thread renew their
 * leases. An idle lane costs one question to Redis per poll. On close every lease is given up.
 */
public final class LaneScheduler implements Component {
  private static final Duration CLOSE = Duration.ofSeconds(15);

  private final List<LaneWorker> workers;
  private final Turns turns;

  /**
   * @param threads how many lanes are loaded at the same time; each holds one batch in memory
   * @param leaseTtl leases are renewed three times within it
   */
  public LaneScheduler(
      List<LaneWorker> workers, int threads, Duration leaseTtl, LongSupplier nanos, Fatal fatal) {
    this.workers = List.copyOf(workers);
    Turns.Terms terms = new Turns.Terms("loader", threads, leaseTtl.dividedBy(3), CLOSE);
    this.turns = new Turns(terms, workers, nanos, fatal);
  }

  @Override
  public String name() {
    return "loader-lanes";
  }

  @Override
  public void start() {
    turns.start();
  }

  @Override
  public Health check() {
    return turns.check();
  }

  @Override
  public void close() {
    turns.close();
    workers.forEach(LaneWorker::release);
  }
}
