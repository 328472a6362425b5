package dev.oceanus.collector.http;

import dev.oceanus.common.life.Retry;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether requests are let in as the end of the process draws near, and whether all who came in
 * have their answer. Thread-safe.
 */
final class Doorman {
  /** How requests are met. */
  enum Mood {
    /** All are served. */
    OPEN,
    /** All are served, and asked not to come back by the same connection. */
    DRAINING,
    /** None is served. */
    CLOSED
  }

  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private final BooleanSupplier draining;
  private final LongSupplier nanos;
  private final LongAdder inside = new LongAdder();
  private volatile boolean closed;

  /**
   * @param draining whether the process was told to end
   */
  Doorman(BooleanSupplier draining, LongSupplier nanos) {
    this.draining = draining;
    this.nanos = nanos;
  }

  Mood mood() {
    if (closed) {
      return Mood.CLOSED;
    }
    return draining.getAsBoolean() ? Mood.DRAINING : Mood.OPEN;
  }

  void comesIn() {
    inside.increment();
  }

  void goesOut() {
    inside.decrement();
  }

  /** How many are inside. */
  long inside() {
    return inside.sum();
  }

  /** Lets nobody in any more. */
  void close() {
    closed = true;
  }

  /** Waits until everybody inside has an answer, for so long at most. */
  void waitForAnswers(Duration most) {
    long until = nanos.getAsLong() + most.toNanos();
    boolean going = true;
    while (going && inside.sum() > 0 && nanos.getAsLong() - until < 0) {
      going = Retry.pause(LOOK_EVERY);
    }
  }
}
