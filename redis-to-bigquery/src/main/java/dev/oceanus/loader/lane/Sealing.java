package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Converter.Converted;
import dev.oceanus.loader.batch.Interval;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.lane.Stage.Held;
import dev.oceanus.loader.lane.Stage.Waiting;
import dev.oceanus.loader.seal.LaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits until a batch is due, reads it, and fixes its boundaries. Used by one thread at a time. */
final class Sealing {
  private final LaneContext context;
  private @Nullable Instant firstSeen;

  Sealing(LaneContext context) {
    this.context = context;
  }

  Progress run(Waiting waiting) {
    Held held = waiting.held();
    boolean entries = false;
    for (Shard shard : context.lane().all()) {
      EntryId cursor = held.cursors().get(shard.index());
      int compared = context.ports().reader().lastGenerated(shard).compareTo(cursor);
      if (compared < 0) {
        return new Progress.Next(new Stage.Unrecovered(held.lease(), false));
      }
      entries |= compared > 0;
    }
    if (!entries) {
      firstSeen = null;
      context.meter().waiting(0, 0);
      return new Progress.Idle(context.terms().poll());
    }
    Optional<Duration> early = early();
    return early.isPresent() ? new Progress.Idle(early.get()) : read(held);
  }

  /** How long until the batch is due; empty when it is. */
  private Optional<Duration> early() {
    Instant now = context.clock().instant();
    Instant since = firstSeen;
    if (since == null) {
      firstSeen = now;
      since = now;
    }
    long waiting =
        context.lane().all().stream()
            .mapToLong(shard -> context.ports().reader().length(shard))
            .sum();
    Duration age = Duration.between(since, now);
    context.meter().waiting(waiting, Math.max(0, age.toMillis()));
    Duration left = context.terms().limits().age().minus(age);
    // A clock that was set back must not hold a batch up.
    boolean due =
        waiting >= context.terms().limits().rows()
            || !left.isPositive()
            || left.compareTo(context.terms().limits().age()) > 0;
    return due ? Optional.empty() : Optional.of(left);
  }

  private Progress read(Held held) {
    firstSeen = null;
    Interval interval = context.batches().read(context.lane(), held.cursors());
    context.pass(FailPoint.LOADER_READ);
    if (interval.entries() == 0) {
      return new Progress.Idle(context.terms().poll());
    }
    Converted converted = context.converter().convert(interval, Set.of(), 1);
    context.pass(FailPoint.LOADER_CONVERTED);
    if (context.lane().equals(Lane.DEAD_LETTERS) && !converted.unreadable().isEmpty()) {
      throw new StoppedException(
          "a dead letter cannot be read itself: " + converted.unreadable().getFirst());
    }
    BatchId id =
        new BatchId(held.state().epoch(), context.lane().name(), held.state().settled() + 1);
    Seal seal =
        new Seal(
            id,
            1,
            interval.upper(),
            interval.entries(),
            interval.sha256(),
            converted.unreadable(),
            context.clock().instant());
    context.pass(FailPoint.LOADER_BEFORE_SEAL);
    LaneState next = context.save(held.lease(), held.state(), held.state().sealed(seal));
    context.pass(FailPoint.LOADER_SEALED);
    return new Progress.Next(
        new Stage.Sealed(
            held.with(next), interval, new Batch(seal, context.schema(), converted.rows())));
  }
}
