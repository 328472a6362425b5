package dev.oceanus.notifier.sheets;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The 60 writes a minute that Google gives a user, here a service account: all targets of one share
 * it. Thread-safe.
 */
public final class WriteQuota {
  private static final int WRITES = 60;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Deque<Long> writes = new ArrayDeque<>();

  /**
   * @param nanos {@code System::nanoTime}
   */
  public WriteQuota(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Takes one write, if there is one left.
   *
   * @return zero if it was taken, else how long to wait
   */
  synchronized Duration take() {
    long now = nanos.getAsLong();
    while (!writes.isEmpty() && now - writes.getFirst() >= MINUTE.toNanos()) {
      writes.removeFirst();
    }
    if (writes.size() >= WRITES) {
      return Duration.ofNanos(MINUTE.toNanos() - (now - writes.getFirst()));
    }
    writes.addLast(now);
    return Duration.ZERO;
  }
}
