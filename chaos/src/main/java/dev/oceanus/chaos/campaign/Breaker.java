package dev.oceanus.chaos.campaign;

import dev.oceanus.chaos.campaign.Break.Action;
import dev.oceanus.chaos.rig.Metrics;
import dev.oceanus.chaos.rig.Service;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.testkit.net.LossyProxy;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Pause;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Breaks one process again and again: starts it with a fail point and waits until it has broken
 * there. Where it ended, the next life inherits what it left, and may be broken as well; {@link
 * #goesOn} waits until the last one works. Used by one thread.
 */
final class Breaker {
  private static final Duration REACHED = Duration.ofSeconds(60);
  private static final Duration ENDED = Duration.ofSeconds(40);
  private static final Duration WORKS = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100); // an answer of /metrics is not free
  private static final int FAILED = 1;
  private static final int MOST_PASSAGES = 3;
  private static final int SHOWN = 20;

  /**
   * A fault within a request is answered 500, counted and logged; the process serves the others.
   */
  private static final Set<FailPoint> ANSWERED =
      Set.of(FailPoint.COLLECTOR_RECEIVED, FailPoint.COLLECTOR_REFUSED);

  private final Service service;
  private final RandomGenerator random;
  private final Consumer<String> progress;
  private final Runnable broken;
  private final List<String> done = new ArrayList<>();

  /**
   * @param broken is told of each break
   */
  Breaker(Service service, RandomGenerator random, Consumer<String> progress, Runnable broken) {
    this.service = service;
    this.random = random;
    this.progress = progress;
    this.broken = broken;
  }

  /** Breaks it at the first passage, where there may be no other. */
  void runAtOnce(Break what) {
    end();
    broken(what, service.start(what.setting(1)));
  }

  /** Breaks it at one of the first passages. */
  void run(Break what) {
    end();
    broken(what, service.start(what.setting(random.nextInt(1, MOST_PASSAGES + 1))));
  }

  /** The same for a point that is passed only after an earlier life broke at another point. */
  void runAfterHalt(FailPoint before, Break what) {
    end();
    Break first = new Break(before, Action.HALT);
    Life halted = service.start(first.setting(1));
    reached(first, halted);
    ended(first, halted, FailPoints.HALT_CODE);
    broken(what, service.start(what.setting(1)));
  }

  /** The same for a point that is passed only while the process ends. */
  void runWhileEnding(Break what) {
    end();
    Life life = service.start(what.setting(1));
    works(life);
    service.leave();
    life.terminate();
    reached(what, life);
    service.excuse(life);
    ended(what, life, what.action() == Action.HALT ? FailPoints.HALT_CODE : 0);
    did(what, life);
  }

  /**
   * The same for a point that is passed only when Redis is or was away: cuts the line to it until
   * something is in the spool, or the process breaks.
   */
  void runWithout(LossyProxy line, Break what) {
    end();
    Life life = service.start(what.setting(1));
    await(what, life, service::hasStarted); // it may break at what an earlier life has left
    line.reset();
    await(what, life, () -> spooled() > 0);
    line.pass();
    broken(what, life);
  }

  /** Waits until this is so, or it breaks. */
  private static void await(Break what, Life life, BooleanSupplier so) {
    boolean unused =
        Pause.until(
            REACHED,
            LOOK,
            () -> life.logHolds(what.line()) || !life.isAlive() || so.getAsBoolean());
  }

  private double spooled() {
    try {
      return Metrics.of(service.adminPort()).sum("oceanus_collector_spool_events");
    } catch (UncheckedIOException e) {
      return 0; // it breaks just now
    }
  }

  /** Hangs at several points in one life, of which the lanes reach each at its time. */
  void hangTogether(List<FailPoint> points) {
    end();
    List<Break> breaks = points.stream().map(point -> new Break(point, Action.HANG)).toList();
    Life life =
        service.start(
            breaks.stream().map(each -> each.setting(1)).collect(Collectors.joining(",")));
    breaks.forEach(each -> reached(each, life));
    Pause.of(FailPoints.HANG);
    works(life);
    breaks.forEach(each -> did(each, life));
  }

  /** Starts it if it ended when it was broken last, and waits until it works. */
  void goesOn() {
    Life life = service.life().isAlive() ? service.life() : service.start();
    works(life);
    progress.accept(life + " goes on");
  }

  private void broken(Break what, Life life) {
    reached(what, life);
    switch (what.action()) {
      case HALT -> ended(what, life, FailPoints.HALT_CODE);
      case THROW -> {
        service.excuse(life);
        if (ANSWERED.contains(what.point())) {
          works(life);
        } else {
          ended(what, life, FAILED);
        }
      }
      case HANG -> {
        Pause.of(FailPoints.HANG);
        works(life);
      }
    }
    did(what, life);
  }

  private void reached(Break what, Life life) {
    service.leave();
    if (!life.awaitLog(what.line(), REACHED)) {
      throw new IllegalStateException(what + " was never reached by " + life + ": " + end(life));
    }
    broken.run();
  }

  /** The end of its log. */
  private static List<String> end(Life life) {
    List<String> log = life.log();
    return log.subList(Math.max(0, log.size() - SHOWN), log.size());
  }

  private static void ended(Break what, Life life, int code) {
    int found = life.awaitEnd(ENDED);
    if (found != code) {
      throw new IllegalStateException(
          "%s: %s should have ended with code %d, ended with %d"
              .formatted(what, life, code, found));
    }
  }

  private void did(Break what, Life life) {
    done.add(what.toString());
    progress.accept(what + ": " + life);
  }

  /** Waits until it has done some of its work from now on. */
  private void works(Life life) {
    service.awaitStart();
    double before = work();
    if (!Pause.until(WORKS, LOOK, () -> work() > before)) {
      throw new IllegalStateException(life + " does not work: " + end(life));
    }
  }

  /** Events stored or batches committed, by this life. */
  private double work() {
    Metrics metrics = Metrics.of(service.adminPort());
    return metrics.sum("oceanus_collector_stored_events_total")
        + metrics.sum("oceanus_collector_spooled_events_total")
        + metrics.sum("oceanus_loader_batches_committed_total");
  }

  private void end() {
    Life life = service.life();
    if (life.isAlive()) {
      service.leave();
      life.terminate();
      int code = life.awaitEnd(ENDED);
      if (code != 0) {
        throw new IllegalStateException(life + " was ended by SIGTERM with code " + code);
      }
    }
  }

  List<String> done() {
    return List.copyOf(done);
  }
}
