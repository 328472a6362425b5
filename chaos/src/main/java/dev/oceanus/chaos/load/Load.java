package dev.oceanus.chaos.load;

import dev.oceanus.testkit.ledger.Answer;
import dev.oceanus.testkit.ledger.EventLedger;
import dev.oceanus.testkit.process.Pause;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends events at a steady rate, whatever becomes of them: each request is due at its time, and one
 * that finds no sender free is not made, and counted. Owned by one thread.
 */
public final class Load implements AutoCloseable {
  /** The columns of an event table that are compared, byte for byte. */
  public static final List<String> COMPARED = Visit.COMPARED;

  private static final int SENDERS = 512;
  private static final Duration TO_END = Duration.ofSeconds(60);

  private final EventLedger ledger;
  private final Browsers browsers;
  private final Beacons beacons;
  private final double nanosAnEvent;
  private final ThreadPoolExecutor senders =
      new ThreadPoolExecutor(0, SENDERS, 5, TimeUnit.SECONDS, new SynchronousQueue<>());
  private final Thread clock = Thread.ofPlatform().name("load").unstarted(this::run);
  private final LongAdder requests = new LongAdder();
  private final LongAdder due = new LongAdder();
  private final LongAdder leftOut = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile boolean ending;

  /**
   * @param ports of the collectors
   * @param rate events a second
   */
  public Load(EventLedger ledger, List<Integer> ports, int rate, long seed) {
    this.ledger = ledger;
    this.browsers = new Browsers(ports);
    this.beacons = new Beacons(new SplittableRandom(seed));
    this.nanosAnEvent = (double) TimeUnit.SECONDS.toNanos(1) / rate;
  }

  /** Begins. */
  public void start() {
    clock.start();
  }

  private void run() {
    long begun = System.nanoTime();
    long events = 0;
    while (!ending) {
      Beacon beacon = beacons.next();
      long wait = begun + (long) (events * nanosAnEvent) - System.nanoTime();
      if (wait > 0) {
        Pause.of(Duration.ofNanos(wait));
      }
      events += beacon.events().size();
      due.add(beacon.events().size());
      try {
        senders.execute(() -> send(beacon));
      } catch (RejectedExecutionException e) {
        leftOut.add(beacon.events().size());
      }
    }
  }

  private void send(Beacon beacon) {
    long attempt = ledger.sending(beacon.events());
    requests.increment();
    Answer answer = browsers.send(beacon);
    ledger.answered(attempt, answer);
    if (answer.leavesOpen()) {
      failed.increment();
    }
  }

  /** Requests that were sent so far. */
  public long requests() {
    return requests.sum();
  }

  /** Events that were due so far. */
  public long due() {
    return due.sum();
  }

  /** Events that were due, but not sent, because no sender was free. */
  public long leftOut() {
    return leftOut.sum();
  }

  /** Requests so far that got no answer, or one of 5xx. */
  public long failed() {
    return failed.sum();
  }

  /** Ends, once every request under way has its answer or has waited long enough. */
  @Override
  public void close() {
    ending = true;
    try {
      clock.join(TO_END);
      senders.shutdown();
      if (!senders.awaitTermination(TO_END.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("requests are still under way after " + TO_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ending the load", e);
    }
    browsers.close();
  }
}
