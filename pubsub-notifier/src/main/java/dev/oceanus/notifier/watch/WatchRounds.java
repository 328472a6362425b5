package dev.oceanus.notifier.watch;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Leases;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.StreamUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch's thread: looks every few seconds, in one notifier at a time, and tells somebody
 * outside that it still does. Where Redis cannot be asked it looks again later, and says nothing
 * outside, which is a sign too.
 */
public final class WatchRounds implements Component {
  private static final Logger logger = LoggerFactory.getLogger(WatchRounds.class);
  private static final String ROLE = "watch";
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration STALE = Duration.ofMinutes(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(6);

  private final Supplier<Watch> watches;
  private final Leases leases;
  private final String owner;
  private final Duration ttl;
  private final DeadMan deadMan;
  private final Counter looks;
  private final Counter failures;
  private final Loop loop;
  private @Nullable Lease lease;
  private @Nullable Watch watch;
  private boolean trouble;

  /**
   * What it works with.
   *
   * @param watches makes a watch, each time that this process takes it over
   * @param owner identity of this process
   * @param ttl how long others wait for a watch that has died
   * @param deadMan is told of every look
   */
  public record Parts(
      Supplier<Watch> watches,
      Leases leases,
      String owner,
      Duration ttl,
      DeadMan deadMan,
      MeterRegistry registry,
      LongSupplier nanos,
      Fatal fatal) {}

  public WatchRounds(Parts parts) {
    this.watches = parts.watches();
    this.leases = parts.leases();
    this.owner = parts.owner();
    this.ttl = parts.ttl();
    this.deadMan = parts.deadMan();
    this.looks =
        Counter.builder("oceanus_notifier_watch_looks")
            .description("Looks of the watch at all services.")
            .register(parts.registry());
    this.failures =
        Counter.builder("oceanus_notifier_watch_failures")
            .description("Looks of the watch that failed.")
            .register(parts.registry());
    this.loop = new Loop(name(), STALE, CLOSE_WITHIN, parts.nanos(), this::round, parts.fatal());
  }

  @Override
  public String name() {
    return "notifier-watch";
  }

  @Override
  public void start() {
    loop.start();
  }

  private void round() throws InterruptedException {
    try {
      Watch mine = mine();
      if (mine != null) {
        mine.look();
        looks.increment();
        deadMan.seen();
      }
      trouble = false;
    } catch (StreamUnavailableException e) {
      failures.increment();
      if (!trouble) {
        logger.warn("the watch sees nothing now: {}", e.getMessage());
      }
      trouble = true;
    }
    boolean unused = loop.rest(EVERY);
  }

  /** The watch, if it is this process' turn. */
  private @Nullable Watch mine() {
    Lease held = lease;
    if (held == null || !leases.renew(held, ttl)) {
      Lease taken = leases.acquire(ROLE, Reader.NOTIFIER, owner, ttl).orElse(null);
      lease = taken;
      watch = taken == null ? null : watches.get();
    }
    return watch;
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
    Lease held = lease;
    if (held != null) {
      try {
        leases.release(held);
      } catch (StreamUnavailableException e) {
        logger.info("the watch's lease ends by itself: {}", e.getMessage());
      }
    }
  }
}
