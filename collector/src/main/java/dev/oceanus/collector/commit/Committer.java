package dev.oceanus.collector.commit;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.stream.StreamAppender;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Group commit: requests hand in their events, a few writers take what has gathered, store it in
 * one call each, or spool it, and have every request answered. A request is never answered as
 * stored before its events are on a disk. Thread-safe.
 */
public final class Committer implements Component {
  private static final Duration STALE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
  private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration SWEEP = Duration.ofMillis(100);

  private final SubmissionQueue queue;
  private final StoreState state;
  private final StoreProbe probe;
  private final Spool spool;
  private final LongSupplier nanos;
  private final Answers answers;
  private final long patienceNanos;
  private final List<Loop> loops = new ArrayList<>();
  private long probedAt;

  /** What it works with. */
  public record Parts(
      StreamAppender appender,
      Spool spool,
      StoreProbe probe,
      StoreState state,
      CommitLimits limits,
      MeterRegistry registry,
      LongSupplier nanos,
      FailPoints failPoints,
      Fatal fatal) {}

  public Committer(Parts parts) {
    this.queue = new SubmissionQueue(parts.limits());
    this.nanos = parts.nanos();
    this.answers = new Answers(nanos);
    this.state = parts.state();
    this.probe = parts.probe();
    this.spool = parts.spool();
    this.patienceNanos = Writer.patience(parts.limits(), spool).toNanos();
    Gauge.builder("oceanus_collector_queue_events", queue, SubmissionQueue::size)
        .description("Events that wait for a writer.")
        .register(parts.registry());
    Writer.Shared shared =
        new Writer.Shared(
            parts.appender(),
            spool,
            state,
            new CommitMeter(parts.registry()),
            nanos,
            parts.failPoints(),
            answers,
            parts.limits());
    for (int i = 0; i < parts.limits().writers(); i++) {
      Writer writer = new Writer(UUID.randomUUID().toString(), shared);
      loops.add(loop("collector-writer-" + i, () -> writer.write(queue.take(WAIT)), parts.fatal()));
    }
    loops.add(loop("collector-sweeper", this::sweep, parts.fatal()));
  }

  private Loop loop(String name, Loop.Step step, Fatal fatal) {
    return new Loop(name, STALE, CLOSE_WITHIN, nanos, step, fatal);
  }

  /**
   * Takes a submission; its answer comes through its owner.
   *
   * @return false if there is no room, and then no answer comes
   */
  public boolean offer(Submission submission) {
    return queue.offer(submission, 1);
  }

  /** Takes a submission that nobody waits for, as long as the queue is half empty. */
  public boolean offerIdly(Submission submission) {
    return queue.offer(submission, 0.5);
  }

  /** Whether an event would be kept now. */
  public Supplier<Health> readiness() {
    return new Readiness(state, spool);
  }

  @Override
  public String name() {
    return "collector-commit";
  }

  @Override
  public void start() {
    probe();
    loops.forEach(Loop::start);
  }

  private void probe() {
    probedAt = nanos.getAsLong();
    boolean answers = probe.answers();
    state.probed(answers);
    if (!answers) {
      spool.use();
    }
  }

  /** Answers those that no writer came for in time, and probes where no append tells. */
  private void sweep() {
    answers.give(queue.takeOlderThan(nanos.getAsLong() - patienceNanos), Commit.UNAVAILABLE);
    boolean due = nanos.getAsLong() - probedAt >= PROBE_EVERY.toNanos();
    if (due && state.needsProbe(PROBE_EVERY)) {
      probe();
    }
    Retry.pause(SWEEP);
  }

  @Override
  public Health check() {
    Health health = Loop.check(loops);
    return health.ready() ? readiness().get() : health;
  }

  /** Writes what waits, then stops; nobody may submit any more. */
  @Override
  public void close() {
    queue.awaitEmpty(patienceNanos);
    queue.end();
    loops.forEach(Loop::close);
    answers.give(queue.takeOlderThan(nanos.getAsLong() + 1), Commit.UNAVAILABLE);
  }
}
