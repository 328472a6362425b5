package dev.oceanus.fakebigquery.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs beside another one, by an offset that can be set. Thread-safe. */
public final class MovableClock extends Clock {
  private final Clock base;
  private volatile Duration offset = Duration.ZERO;

  public MovableClock(Clock base) {
    this.base = base;
  }

  public Duration offset() {
    return offset;
  }

  public void setOffset(Duration offset) {
    this.offset = offset;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this; // everything here is in UTC
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset);
  }
}
