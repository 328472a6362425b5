package dev.oceanus.collector.spool;

import dev.oceanus.collector.commit.Spool;
import dev.oceanus.collector.commit.StoreProbe;
import dev.oceanus.collector.commit.StoreState;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.StreamAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool as a part of the process: takes its folder, sends what an earlier process has left
 * there and whatever is spooled, and at the end sends as much as Redis takes within some seconds;
 * while Redis takes nothing, it waits for the drain time. Starts before those who spool, and closes
 * after them.
 */
public final class SpoolService implements Component {
  private static final Logger logger = LoggerFactory.getLogger(SpoolService.class);
  private static final Duration STALE = Duration.ofSeconds(60);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final Duration LAST_SENDING = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Backoff AGAIN = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));
  private static final long SEGMENT_BYTES = 8L << 20;

  private final SegmentFolder folder;
  private final RandomGenerator random;
  private final SegmentSpool spool;
  private final Leftovers leftovers;
  private final Replay replay;
  private final StoreProbe probe;
  private final Loop loop;
  private final CountDownLatch sent = new CountDownLatch(1);
  private final Duration drainTime;
  private final LongSupplier nanos;
  private final BooleanSupplier failing;
  private volatile boolean ending;
  private volatile long patientUntil;
  private int failures;

  /**
   * What it works with.
   *
   * @param folder where segments are
   * @param appender sends them on
   * @param probe asks where it sends to, at the end, when nobody else does any more
   * @param state is told how that went
   * @param random makes markers that nobody can guess
   * @param failing whether the process ends since something failed; then its folder stays
   */
  public record Parts(
      SegmentFolder folder,
      StreamAppender appender,
      StoreProbe probe,
      StoreState state,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      RandomGenerator random,
      FailPoints failPoints,
      Fatal fatal,
      BooleanSupplier failing) {}

  /**
   * @param config how much it holds, and how long it waits at the end
   */
  public SpoolService(Parts parts, SpoolConfig config) {
    long limit = config.size().bytes();
    drainTime = config.drainTime();
    nanos = parts.nanos();
    probe = parts.probe();
    failing = parts.failing();
    folder = parts.folder();
    random = parts.random();
    Clock clock = parts.clock();
    SpoolMeter meter = new SpoolMeter(parts.registry());
    SegmentWriter writer = new SegmentWriter(folder, random::nextLong, parts.failPoints());
    Segments segments = new Segments(folder, writer, Math.min(SEGMENT_BYTES, limit / 4));
    spool = new SegmentSpool(new SegmentSpool.Parts(segments, meter, clock, parts.nanos()), limit);
    meter.show(spool::size, clock);
    DamageReport report = new DamageReport(folder, meter);
    leftovers = new Leftovers(folder, spool, report);
    replay =
        new Replay(
            spool,
            new Replay.Parts(
                folder, parts.appender(), parts.state(), meter, report, clock, parts.failPoints()));
    loop =
        new Loop("collector-spool", STALE, CLOSE_WITHIN, parts.nanos(), this::step, parts.fatal());
  }

  /** What writers use. */
  public Spool spool() {
    return spool;
  }

  @Override
  public String name() {
    return "collector-spool";
  }

  @Override
  public void start() {
    leftovers.find();
    loop.start();
  }

  /** One that fails is the last: nobody needs to wait for it any more. */
  private void step() throws InterruptedException {
    boolean done = false;
    try {
      goOn();
      done = true;
    } finally {
      if (!done) {
        sent.countDown();
      }
    }
  }

  private void goOn() throws InterruptedException {
    if (!spool.inUse()) {
      rest();
      return;
    }
    switch (replay.step()) {
      case STORED -> failures = 0;
      case NOTHING -> rest();
      case UNCONFIRMED -> {
        if (ending) {
          endOrAsk();
        }
        boolean unused = loop.rest(AGAIN.after(++failures, random));
      }
    }
  }

  /** A Redis that never answered is not sent to before it has been asked. */
  private void endOrAsk() {
    if (nanos.getAsLong() - patientUntil >= 0) {
      sent.countDown();
    } else {
      boolean unused = probe.answers();
    }
  }

  private void rest() throws InterruptedException {
    if (ending) {
      sent.countDown();
    }
    if (spool.inUse()) {
      boolean unused = loop.rest(IDLE);
    } else {
      spool.awaitUse(IDLE);
    }
  }

  @Override
  public Health check() {
    Health health = loop.check();
    long events = spool.size().events();
    return events > 0 && health.ready()
        ? Health.degraded(events + " events wait in the spool")
        : health;
  }

  @Override
  public Duration closesLate() {
    return drainTime;
  }

  @Override
  public void close() {
    Duration patience = failing.getAsBoolean() ? Duration.ZERO : drainTime;
    Duration most = patience.plus(LAST_SENDING);
    patientUntil = nanos.getAsLong() + patience.toNanos();
    ending = true;
    long waiting = spool.size().events();
    if (waiting > 0 && patience.isPositive()) {
      logger.info("{} events wait in {}: up to {} s for Redis", waiting, folder, most.toSeconds());
    }
    try {
      if (loop.check().ready() && !sent.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
        logger.info("Redis has not taken all of the spool within {} s", most.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.close();
    spool.close();
    folder.close();
    long left = spool.size().events();
    if (left > 0) {
      logger.warn("{} events are left in {}: the next process with it sends them", left, folder);
    }
  }
}
