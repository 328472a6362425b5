package dev.oceanus.loader.lane;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Lifecycle;
import dev.oceanus.common.life.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets a few threads make the steps of many lanes, each when it is due, and one thread renew their
 * leases. An idle lane costs one question to Redis per poll. On close every lease is given up.
 */
public final class LaneScheduler implements Component {
  private static final Duration STALE = Duration.ofMinutes(5);
  private static final Duration CLOSE = Duration.ofSeconds(15);
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final List<LaneWorker> workers;
  private final DelayQueue<Turn> turns = new DelayQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Loop> loops = new ArrayList<>();
  private final Lifecycle lifecycle;
  private final LongSupplier nanos;
  private final Duration renewEvery;

  /**
   * @param threads how many lanes are loaded at the same time; each holds one batch in memory
   * @param leaseTtl leases are renewed three times within it
   */
  public LaneScheduler(
      List<LaneWorker> workers, int threads, Duration leaseTtl, LongSupplier nanos, Fatal fatal) {
    this.workers = List.copyOf(workers);
    this.nanos = nanos;
    this.renewEvery = leaseTtl.dividedBy(3);
    loops.add(new Loop("loader-leases", STALE, CLOSE, nanos, this::renew, fatal));
    for (int i = 0; i < threads; i++) {
      loops.add(new Loop("loader-" + i, STALE, CLOSE, nanos, this::step, fatal));
    }
    this.lifecycle = new Lifecycle(loops);
  }

  @Override
  public String name() {
    return "loader-lanes";
  }

  @Override
  public void start() {
    workers.forEach(worker -> turns.add(new Turn(worker, nanos.getAsLong(), nanos)));
    lifecycle.start();
  }

  @Override
  public Health check() {
    return loops.stream()
        .map(Loop::check)
        .filter(health -> !health.live() || !health.ready())
        .findFirst()
        .orElse(Health.READY);
  }

  @Override
  public void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    lifecycle.close();
    workers.forEach(LaneWorker::release);
  }

  private void step() throws InterruptedException {
    Turn turn = turns.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    if (turn == null) {
      return;
    }
    Duration pause = turn.worker.step();
    turns.add(new Turn(turn.worker, nanos.getAsLong() + pause.toNanos(), nanos));
  }

  private void renew() throws InterruptedException {
    if (!closing.await(renewEvery.toMillis(), TimeUnit.MILLISECONDS)) {
      workers.forEach(LaneWorker::renew);
    }
  }

  /** A lane's next step, and when it is due. */
  private record Turn(LaneWorker worker, long due, LongSupplier nanos) implements Delayed {
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
