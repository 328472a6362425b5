package dev.oceanus.loader.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when a test moves it, in either direction. Thread-safe. */
public final class TestClock extends Clock {
  private static final Instant BEGINNING = Instant.parse("2026-11-24T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGINNING);
  private final AtomicReference<Instant> latest = new AtomicReference<>(BEGINNING);

  /** Moves it; backwards where the time is negative. */
  public void move(Duration time) {
    reached(now.updateAndGet(instant -> instant.plus(time)));
  }

  /** Moves it forward to this time, unless it is there already. */
  public void reach(Instant time) {
    reached(now.updateAndGet(instant -> instant.isBefore(time) ? time : instant));
  }

  private void reached(Instant time) {
    latest.updateAndGet(instant -> instant.isBefore(time) ? time : instant);
  }

  /** The latest time that it has ever shown. */
  public Instant latest() {
    return latest.get();
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("tests are in UTC");
  }
}
