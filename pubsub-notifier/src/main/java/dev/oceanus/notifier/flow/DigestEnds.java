package dev.oceanus.notifier.flow;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.outbox.Digests;
import dev.oceanus.notifier.outbox.Digests.Closed;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes notices of digests whose time has come. Every replica tries; Redis lets one of them end
 * each digest.
 */
public final class DigestEnds implements Component {
  private static final Logger logger = LoggerFactory.getLogger(DigestEnds.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration STALE = Duration.ofMinutes(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Digests digests;
  private final Author author;
  private final Clock clock;
  private final FailPoints failPoints;
  private final Loop loop;

  public DigestEnds(
      Digests digests,
      Author author,
      Clock clock,
      LongSupplier nanos,
      FailPoints failPoints,
      Fatal fatal) {
    this.digests = digests;
    this.author = author;
    this.clock = clock;
    this.failPoints = failPoints;
    this.loop = new Loop("notifier-digests", STALE, CLOSE_WITHIN, nanos, this::round, fatal);
  }

  private void round() throws InterruptedException {
    Duration pause = PAUSE;
    try {
      pause = endOne() ? Duration.ZERO : PAUSE;
    } catch (StreamUnavailableException e) {
      logger.debug("digests: {}", e.getMessage());
      pause = AFTER_FAILURE;
    }
    boolean unused = loop.rest(pause);
  }

  /**
   * Ends one digest whose time has come.
   *
   * @return whether there was one
   */
  boolean endOne() {
    Optional<Closed> closed = digests.next(clock.instant());
    if (closed.isEmpty()) {
      return false;
    }
    failPoints.pass(FailPoint.NOTIFIER_DIGEST_CLOSED);
    boolean ended = digests.end(closed.get(), author.digest(closed.get()), clock.instant());
    logger.debug(
        "digest of {}: {} events, ended here: {}",
        closed.get().rule(),
        closed.get().count(),
        ended);
    return true;
  }

  @Override
  public String name() {
    return "notifier-digests";
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
  }
}
