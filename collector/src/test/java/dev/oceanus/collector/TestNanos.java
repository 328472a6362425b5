package dev.oceanus.collector;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that goes when the test says so. Begins near its overflow, as it may. */
public final class TestNanos implements LongSupplier {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

  @Override
  public long getAsLong() {
    return now.get();
  }

  /** Lets time pass. */
  public void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
