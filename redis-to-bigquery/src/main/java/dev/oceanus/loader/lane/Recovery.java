package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.Converter;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Interval;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.lane.Stage.Held;
import dev.oceanus.loader.seal.LaneState;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out where a lane stands, after a start, a takeover or a failure. The warehouse is the
 * truth: batches that it holds are adopted, even where Redis has forgotten their seals. Where
 * Redis' data went back in time or was lost, a new epoch begins.
 */
final class Recovery {
  private final LaneContext context;
  private final Adoption adoption;
  private final EpochChange epochChange;

  Recovery(LaneContext context) {
    this.context = context;
    this.adoption = new Adoption(context);
    this.epochChange = new EpochChange(context);
  }

  /**
   * @param abandoned whether the warehouse has said that the pending batch is given up
   */
  Stage run(Lease lease, boolean abandoned) {
    fence(lease);
    LaneState state = context.ports().seals().load(context.lane().name());
    if (!state.isNew()) {
      state = adoption.run(lease, state);
    }
    Optional<String> cause = abandoned ? Optional.of("a batch was given up") : broken(state);
    if (cause.isPresent()) {
      state = epochChange.run(lease, state, cause.get());
    }
    context.trim(lease); // what was adopted, or advanced over by a process that died then
    context.pass(FailPoint.LOADER_PROBED);
    Held held = new Held(lease, state, context.cursors());
    return state.pending().isEmpty()
        ? new Stage.Waiting(held)
        : resume(held, state.pending().get());
  }

  /** From here on no shard takes a write of an earlier holder, and none of ours if there is one. */
  private void fence(Lease lease) {
    for (Shard shard : context.lane().all()) {
      if (!context.ports().cursors().advance(lease, shard, EntryId.ZERO)) {
        throw new LostLeaseException("taking over " + shard);
      }
    }
  }

  /** Why this epoch cannot go on, if it cannot. */
  private Optional<String> broken(LaneState state) {
    if (state.isNew()) {
      return Optional.of("Redis holds no seal of it");
    }
    for (Shard shard : context.lane().all()) {
      Optional<String> epoch = context.ports().epochs().epoch(shard);
      if (!epoch.equals(Optional.of(state.epoch()))) {
        return Optional.of("shard " + shard + " is of another life of the data");
      }
      EntryId cursor = context.ports().cursors().position(shard, Reader.LOADER);
      if (context.ports().reader().lastGenerated(shard).compareTo(cursor) < 0) {
        return Optional.of("the last id of shard " + shard + " is before its cursor");
      }
    }
    return Optional.empty();
  }

  /** Takes a sealed batch up again; the warehouse does not hold it. */
  private Stage resume(Held held, Seal seal) {
    Interval interval = context.batches().readAgain(context.lane(), held.cursors(), seal.upper());
    if (interval.entries() != seal.entries() || !interval.sha256().equals(seal.sha256())) {
      return misfit(held, seal, interval);
    }
    Set<EntryRef> left =
        seal.excluded().stream()
            .map(Excluded::entry)
            .collect(Collectors.toCollection(HashSet::new));
    Converter.Converted converted = context.converter().convert(interval, left, seal.attempt() + 1);
    if (converted.unreadable().isEmpty()) {
      Batch batch = new Batch(seal, context.schema(), converted.rows());
      return new Stage.Sealed(held, interval, batch);
    }
    // A newer release reads more strictly than the one that sealed.
    Seal stricter = seal.without(converted.unreadable(), context.clock().instant());
    LaneState next = context.save(held.lease(), held.state(), held.state().sealed(stricter));
    return new Stage.Sealed(
        held.with(next), interval, new Batch(stricter, context.schema(), converted.rows()));
  }

  /** A sealed batch whose entries are not there any more as they were sealed. */
  private Stage misfit(Held held, Seal seal, Interval found) {
    if (context.ports().warehouse().find(seal.id()).isPresent()) {
      // Whoever had the lease before has committed it just now, and perhaps moved on.
      return new Stage.Unrecovered(held.lease(), false);
    }
    LaneState next =
        epochChange.run(
            held.lease(),
            held.state(),
            "batch %s was sealed with %d entries, found %d or others"
                .formatted(seal.id(), seal.entries(), found.entries()));
    return new Stage.Waiting(new Held(held.lease(), next, context.cursors()));
  }
}
