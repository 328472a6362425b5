package dev.oceanus.loader.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when a test moves it, in either direction. Thread-safe. */
public final class TestClock extends Clock {
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private Instant latest = now;

  /** Moves it; backwards where the time is negative. */
  public synchronized void move(Duration time) {
    set(now.plus(time));
  }

  /** Moves it forward to this time, unless it is there already. */
  public synchronized void reach(Instant time) {
    set(now.isBefore(time) ? time : now);
  }

  private void set(Instant time) {
    now = time;
    latest = latest.isBefore(time) ? time : latest;
  }

  /** The latest time that it has ever shown. */
  public synchronized Instant latest() {
    return latest;
  }

  @Override
  public synchronized Instant instant() {
    return now;
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
