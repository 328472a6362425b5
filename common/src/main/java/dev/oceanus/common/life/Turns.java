package dev.oceanus.common.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A few threads at which many workers take turns, each when it is due, and one more that renews
 * what they hold. A worker has one turn at a time.
 */
public final class Turns implements Component {
  private static final Duration STALE = Duration.ofMinutes(5);
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final String name;
  private final List<? extends Worker> workers;
  private final Duration renewEvery;
  private final LongSupplier nanos;
  private final DelayQueue<Turn> turns = new DelayQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Loop> loops = new ArrayList<>();
  private final Lifecycle lifecycle;

  /** Who takes turns. */
  public interface Worker {
    /**
     * Makes one step.
     *
     * @return how long to wait before the next one
     * @throws InterruptedException when it is being closed
     */
    Duration step() throws InterruptedException;

    /** Prolongs what it holds, while a step may be under way in another thread. */
    void renew();
  }

  /**
   * How many threads, and how they behave.
   *
   * @param name first part of their names
   * @param threads that workers take turns at, 1 or more
   * @param renewEvery how often {@link Worker#renew} is called
   * @param closeWithin how long steps under way are waited for, before and again after interrupting
   *     them
   */
  public record Terms(String name, int threads, Duration renewEvery, Duration closeWithin) {}

  /**
   * Turns for these.
   *
   * @param nanos monotonic clock
   */
  public Turns(Terms terms, List<? extends Worker> workers, LongSupplier nanos, Fatal fatal) {
    this.name = terms.name;
    this.workers = List.copyOf(workers);
    this.renewEvery = terms.renewEvery;
    this.nanos = nanos;
    loops.add(loop("leases", terms, this::renew, fatal));
    for (int i = 0; i < terms.threads; i++) {
      loops.add(loop(Integer.toString(i), terms, this::step, fatal));
    }
    this.lifecycle = new Lifecycle(loops);
  }

  private Loop loop(String number, Terms terms, Loop.Step step, Fatal fatal) {
    return new Loop(name + "-" + number, STALE, terms.closeWithin, nanos, step, fatal);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    workers.forEach(worker -> turns.add(new Turn(worker, nanos.getAsLong(), nanos)));
    lifecycle.start();
  }

  @Override
  public Health check() {
    return Loop.check(loops);
  }

  /** Ends the threads; no step is under way then. */
  @Override
  public void close() {
    closing.countDown();
    lifecycle.close();
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
      workers.forEach(Worker::renew);
    }
  }

  /** A worker's next step, and when it is due. */
  private record Turn(Worker worker, long due, LongSupplier nanos) implements Delayed {
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
