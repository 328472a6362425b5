package dev.oceanus.common.life;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One long-lived platform thread that repeats a step until it is closed. An exception of the step
 * is fatal to the process. Alive as long as steps begin often enough.
 */
public final class Loop implements Component {
  /** What is repeated. */
  @FunctionalInterface
  public interface Step {
    /**
     * One round; waits inside for work, for less than the loop's stale time.
     *
     * @throws InterruptedException when the loop is being closed
     */
    void run() throws InterruptedException;
  }

  private final String name;
  private final Duration staleAfter;
  private final Duration closeWithin;
  private final LongSupplier nanos;
  private final Step step;
  private final Fatal fatal;
  private final AtomicLong ticked = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread thread;

  /**
   * @param name name of the thread
   * @param staleAfter a step that takes longer than this counts as stuck
   * @param closeWithin how long {@link #close} waits for the step under way, before and again after
   *     interrupting it
   * @param nanos monotonic clock, as {@link System#nanoTime}
   */
  public Loop(
      String name,
      Duration staleAfter,
      Duration closeWithin,
      LongSupplier nanos,
      Step step,
      Fatal fatal) {
    this.name = name;
    this.staleAfter = staleAfter;
    this.closeWithin = closeWithin;
    this.nanos = nanos;
    this.step = step;
    this.fatal = fatal;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    ticked.set(nanos.getAsLong());
    thread = Thread.ofPlatform().name(name).start(this::repeat);
  }

  /** Whether {@link #close} has been called: a step that waits should end soon. */
  public boolean closing() {
    return closing.getCount() == 0;
  }

  /**
   * Waits within a step, at most until {@link #close} is called.
   *
   * @return false if it was called
   * @throws InterruptedException when the loop is being closed
   */
  public boolean rest(Duration time) throws InterruptedException {
    return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void repeat() {
    try {
      while (!closing() && !Thread.currentThread().isInterrupted()) {
        ticked.set(nanos.getAsLong());
        step.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // top of the thread: everything that gets here ends the process
      fatal.report(name + " failed", e);
    }
  }

  /** How several are together: as the first that does not work, or ready. */
  public static Health check(Collection<Loop> loops) {
    return loops.stream()
        .map(Loop::check)
        .filter(health -> !health.live() || !health.ready())
        .findFirst()
        .orElse(Health.READY);
  }

  @Override
  public Health check() {
    Thread running = thread;
    if (running == null) {
      return Health.notReady("not started");
    }
    if (!running.isAlive()) {
      return closing() ? Health.notReady("closed") : Health.dead("thread ended");
    }
    Duration since = Duration.ofNanos(nanos.getAsLong() - ticked.get());
    return since.compareTo(staleAfter) > 0
        ? Health.dead("no tick for " + since.toSeconds() + " s")
        : Health.READY;
  }

  @Override
  public void close() {
    closing.countDown();
    Thread running = thread;
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    try {
      if (!running.join(closeWithin)) {
        running.interrupt();
        running.join(closeWithin);
      }
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
