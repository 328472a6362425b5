package dev.oceanus.collector.commit;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One producer: sends one set of micro-batches after the other, each with the next sequence, and
 * none before the one before it is confirmed, spooled or given up. What follows a spooled one goes
 * behind it, or Redis would take it for a repetition later. Used by one thread.
 */
final class Writer {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private final String producer;
  private final StreamAppender appender;
  private final Spool spool;
  private final StoreState state;
  private final CommitMeter meter;
  private final LongSupplier nanos;
  private final FailPoints failPoints;
  private final Answers answers;
  private final long withinNanos;
  private final long patienceNanos;
  private long sequence;

  /** What writers share. */
  record Shared(
      StreamAppender appender,
      Spool spool,
      StoreState state,
      CommitMeter meter,
      LongSupplier nanos,
      FailPoints failPoints,
      Answers answers,
      CommitLimits limits) {}

  Writer(String producer, Shared shared) {
    this.producer = producer;
    this.appender = shared.appender();
    this.spool = shared.spool();
    this.state = shared.state();
    this.meter = shared.meter();
    this.nanos = shared.nanos();
    this.failPoints = shared.failPoints();
    this.answers = shared.answers();
    this.withinNanos = shared.limits().within().toNanos();
    this.patienceNanos = patience(shared.limits(), spool).toNanos();
  }

  /**
   * How old a submission may become: with a spool it is worth waiting for a writer that waits for
   * the store's last answer, since this one has it spooled then.
   */
  static Duration patience(CommitLimits limits, Spool spool) {
    return spool.equals(Spool.NONE) ? limits.within() : limits.within().multipliedBy(3);
  }

  /** Submissions of one shard and the micro-batch that carries them. */
  private record Parcel(MicroBatch batch, List<Submission> submissions) {}

  /** Sends what was taken from the queue, and answers every submission of it. */
  void write(List<Submission> taken) {
    long now = nanos.getAsLong();
    List<Submission> late = new ArrayList<>(0);
    List<Submission> timely = new ArrayList<>(taken.size());
    for (Submission submission : taken) {
      (now - submission.submittedNanos() > patienceNanos ? late : timely).add(submission);
    }
    answers.give(late, Commit.UNAVAILABLE);
    if (!timely.isEmpty()) {
      send(parcels(timely), timely.get(0).submittedNanos() + withinNanos);
    }
  }

  private List<Parcel> parcels(List<Submission> submissions) {
    Map<Shard, List<Submission>> byShard = new LinkedHashMap<>();
    for (Submission submission : submissions) {
      byShard.computeIfAbsent(submission.shard(), shard -> new ArrayList<>()).add(submission);
    }
    List<Parcel> parcels = new ArrayList<>(byShard.size());
    byShard.forEach(
        (shard, own) -> {
          List<byte[]> events = new ArrayList<>(own.size());
          own.forEach(submission -> events.addAll(submission.events()));
          parcels.add(new Parcel(new MicroBatch(shard, producer, ++sequence, events), own));
        });
    return parcels;
  }

  private void send(List<Parcel> parcels, long deadline) {
    failPoints.pass(FailPoint.COLLECTOR_BEFORE_APPEND);
    List<Parcel> left = spool.inUse() ? keep(parcels, false) : parcels;
    long pause = FIRST_PAUSE;
    while (!left.isEmpty()) {
      left = attempt(left);
      if (left.isEmpty()) {
        return;
      }
      boolean late = spool.inUse() || nanos.getAsLong() + pause - deadline >= 0;
      if (late || !Retry.pause(Duration.ofNanos(pause))) {
        left = keep(left, true);
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  /** Spools all, answers them, and returns those that have to be sent after all. */
  private List<Parcel> keep(List<Parcel> parcels, boolean attempted) {
    List<Spool.Kept> outcomes = spool.keep(parcels.stream().map(Parcel::batch).toList(), attempted);
    List<Parcel> kept = new ArrayList<>(parcels.size());
    List<Parcel> refused = new ArrayList<>(0);
    List<Parcel> left = new ArrayList<>(0);
    for (int i = 0; i < parcels.size(); i++) {
      switch (outcomes.get(i)) {
        case KEPT -> kept.add(parcels.get(i));
        case REFUSED -> refused.add(parcels.get(i));
        case SEND -> left.add(parcels.get(i));
      }
    }
    answer(kept, Commit.SPOOLED);
    answer(refused, Commit.UNAVAILABLE);
    return left;
  }

  /** Sends all, answers what is stored, and returns the rest. */
  private List<Parcel> attempt(List<Parcel> parcels) {
    long begun = nanos.getAsLong();
    List<AppendOutcome> outcomes = appender.append(parcels.stream().map(Parcel::batch).toList());
    failPoints.pass(FailPoint.COLLECTOR_AFTER_APPEND);
    List<Parcel> stored = new ArrayList<>(parcels.size());
    List<Parcel> left = new ArrayList<>(0);
    for (int i = 0; i < parcels.size(); i++) {
      switch (outcomes.get(i)) {
        case AppendOutcome.Stored ignored -> stored.add(parcels.get(i));
        case AppendOutcome.Unconfirmed(String reason) -> {
          left.add(parcels.get(i));
          state.failed(reason);
          meter.unconfirmed();
        }
      }
    }
    if (left.isEmpty()) {
      state.stored();
    }
    stored.forEach(
        parcel -> meter.stored(parcel.batch().events().size(), nanos.getAsLong() - begun));
    answer(stored, Commit.STORED);
    return left;
  }

  private void answer(List<Parcel> parcels, Commit outcome) {
    if (!parcels.isEmpty()) {
      failPoints.pass(FailPoint.COLLECTOR_BEFORE_ANSWER);
      parcels.forEach(parcel -> answers.give(parcel.submissions(), outcome));
    }
  }
}
