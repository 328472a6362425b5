package dev.oceanus.collector;

import dev.oceanus.collector.privacy.DailySalts;
import dev.oceanus.collector.privacy.SaltExchange;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Salts in memory, the first proposed for a day wins. Tests may make it go away or forget. */
public final class SharedSalts implements SaltExchange {
  private final Map<LocalDate, byte[]> salts = new ConcurrentHashMap<>();
  private volatile boolean away;

  /** Salts of collectors that have no site with daily visitors. */
  public static DailySalts unused() {
    return new SharedSalts().salts(Clock.systemUTC());
  }

  /** Salts that are agreed on here; not started. */
  public DailySalts salts(Clock clock) {
    return new DailySalts(
        this,
        clock,
        System::nanoTime,
        (what, cause) -> {
          throw new AssertionError(what, cause);
        });
  }

  @Override
  public byte[] agree(LocalDate day, byte[] proposal, Duration life) {
    if (away) {
      throw new StreamUnavailableException("away by the test", null);
    }
    return salts.computeIfAbsent(day, each -> proposal.clone()).clone();
  }

  /** Goes away, or comes back. */
  public void away(boolean now) {
    away = now;
  }

  /** Loses all salts, as a Redis with a new disk. */
  public void forget() {
    salts.clear();
  }

  /** The days that have a salt. */
  public Map<LocalDate, byte[]> all() {
    return Map.copyOf(salts);
  }
}
