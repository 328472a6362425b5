package dev.oceanus.collector.privacy;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The salts of today and tomorrow (UTC), the same in all collectors, and never one of a day that is
 * over: so nobody can find out later which visitor an address was. Without the exchange a day that
 * has no salt yet goes without one; none is made up in its place. Thread-safe.
 */
public final class DailySalts implements Component {
  /** For collectors whose clock is behind, and for events that came at the last moment. */
  static final Duration GRACE = Duration.ofMinutes(1);

  private static final Logger logger = LoggerFactory.getLogger(DailySalts.class);
  private static final int BYTES = 32;
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration STALE = Duration.ofMinutes(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  private final SaltExchange exchange;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Loop loop;
  private volatile Map<LocalDate, byte[]> salts = Map.of();
  private volatile boolean agreed;
  private boolean missing;

  /**
   * @param nanos monotonic clock, as {@link System#nanoTime}
   */
  public DailySalts(SaltExchange exchange, Clock clock, LongSupplier nanos, Fatal fatal) {
    this.exchange = exchange;
    this.clock = clock;
    this.loop = new Loop("collector-salts", STALE, CLOSE_WITHIN, nanos, this::round, fatal);
  }

  /** The salt of this day, or null if there is none, yet or any more. */
  byte @Nullable [] of(LocalDate day) {
    return salts.get(day);
  }

  @Override
  public String name() {
    return "collector-salts";
  }

  @Override
  public void start() {
    refresh();
    loop.start();
  }

  private void round() throws InterruptedException {
    if (loop.rest(agreed ? EVERY : AGAIN)) {
      refresh();
    }
  }

  /** Agrees on the salts of today and tomorrow, and forgets all others. */
  synchronized void refresh() {
    Instant now = clock.instant();
    LocalDate today = day(now);
    LocalDate tomorrow = today.plusDays(1);
    Map<LocalDate, byte[]> known = new HashMap<>(salts);
    known.keySet().removeIf(day -> day.isBefore(day(now.minus(GRACE))) || day.isAfter(tomorrow));
    boolean onToday = agree(today, now, known);
    boolean onTomorrow = agree(tomorrow, now, known);
    agreed = onToday && onTomorrow;
    salts = Map.copyOf(known);
    tell(!known.containsKey(today));
  }

  private boolean agree(LocalDate day, Instant now, Map<LocalDate, byte[]> known) {
    // What is known is proposed again, so that a Redis that lost it gets the same one.
    byte[] proposal = known.getOrDefault(day, fresh());
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(GRACE);
    try {
      known.put(day, exchange.agree(day, proposal, Duration.between(now, end)));
      return true;
    } catch (StreamUnavailableException e) {
      return false;
    }
  }

  private byte[] fresh() {
    byte[] salt = new byte[BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private void tell(boolean nowMissing) {
    if (nowMissing && !missing) {
      logger.warn("there is no salt of the day: sites with daily visitors store events without");
    } else if (missing && !nowMissing) {
      logger.info("there is a salt of the day");
    }
    missing = nowMissing;
  }

  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
    salts = Map.of();
  }
}
