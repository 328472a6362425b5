package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Converter;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Interval;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.lane.Stage.Held;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where a lane stands, after a start, a takeover or a failure. The warehouse is the
 * truth: batches that it holds are adopted, even where Redis has forgotten their seals. Where
 * Redis' data went back in time or was lost, a new epoch begins, and what the old one left
 * unfinished is given up in the warehouse first, so that no late commit of it can repeat entries.
 */
final class Recovery {
  private static final Logger logger = LoggerFactory.getLogger(Recovery.class);
  private static final int EPOCH_RADIX = 36;

  private final LaneContext context;

  Recovery(LaneContext context) {
    this.context = context;
  }

  /**
   * @param abandoned whether the warehouse has said that the pending batch is given up
   */
  Stage run(Lease lease, boolean abandoned) {
    LaneState state = context.ports().seals().load(context.lane().name());
    if (!state.isNew()) {
      state = adopt(lease, state);
    }
    Optional<String> cause = abandoned ? Optional.of("a batch was given up") : broken(state);
    if (cause.isPresent()) {
      state = beginEpoch(lease, state, cause.get());
    }
    context.pass(FailPoint.LOADER_PROBED);
    Held held = new Held(lease, state, context.cursors());
    return state.pending().isEmpty()
        ? new Stage.Waiting(held)
        : resume(held, state.pending().get());
  }

  /** Settles every batch behind the last settled one that the warehouse holds. */
  private LaneState adopt(Lease lease, LaneState from) {
    LaneState state = from;
    BatchId next = new BatchId(state.epoch(), context.lane().name(), state.settled() + 1);
    Optional<Committed> found = context.ports().warehouse().find(next);
    while (found.isPresent()) {
      Committed committed = found.get();
      checkAgainstSeal(state, committed);
      context.advance(lease, committed.upper());
      state = context.save(lease, state.settledUpTo(next.seq()));
      logger
          .atInfo()
          .addKeyValue("lane", next.lane())
          .addKeyValue("batch", next)
          .log("adopted a batch that the warehouse holds");
      context.pass(FailPoint.LOADER_ADOPTED);
      next = next.next();
      found = context.ports().warehouse().find(next);
    }
    return state;
  }

  private static void checkAgainstSeal(LaneState state, Committed committed) {
    Optional<Seal> seal = state.pending().filter(each -> each.id().equals(committed.id()));
    if (seal.isPresent() && !committed.isOf(seal.get())) {
      throw new StoppedException(
          "batch %s in the warehouse is not the one that was sealed: %d rows with sha %s, sealed %d with %s"
              .formatted(
                  committed.id(),
                  committed.rows(),
                  committed.sha256(),
                  seal.get().rows(),
                  seal.get().sha256()));
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

  private LaneState beginEpoch(Lease lease, LaneState state, String cause) {
    String lane = context.lane().name();
    List<Life> lives = context.ports().warehouse().lives(lane);
    List<Optional<String>> epochs = new ArrayList<>();
    for (Shard shard : context.lane().all()) {
      epochs.add(context.ports().epochs().epoch(shard));
    }
    giveUp(lives, state, epochs);
    for (Shard shard : context.lane().all()) {
      EntryId highest = highest(lives, shard);
      boolean sameData = epochs.get(shard.index()).isPresent();
      if (sameData && !context.ports().cursors().advance(lease, shard, highest)) {
        throw new LostLeaseException("beginning an epoch of " + lane);
      }
      if (!context.ports().cursors().raiseLastGenerated(lease, shard, highest)) {
        throw new LostLeaseException("beginning an epoch of " + lane);
      }
    }
    String epoch = Long.toString(context.random().nextLong(1L << 50, 1L << 51), EPOCH_RADIX);
    LaneState next = context.save(lease, state.inEpoch(epoch));
    for (Shard shard : context.lane().all()) {
      if (!context.ports().epochs().mark(lease, shard, epoch)) {
        throw new LostLeaseException("marking the epoch of " + shard);
      }
    }
    tell(epoch, cause, lives.isEmpty() && state.isNew());
    return next;
  }

  /** Keeps every batch that an earlier epoch may have under way from being committed any more. */
  private void giveUp(List<Life> lives, LaneState state, List<Optional<String>> epochs) {
    Map<String, Long> last = new HashMap<>();
    epochs.forEach(epoch -> epoch.ifPresent(known -> last.put(known, 0L)));
    if (!state.isNew()) {
      last.put(state.epoch(), state.settled());
    }
    lives.forEach(life -> last.merge(life.last().epoch(), life.last().seq(), Math::max));
    last.forEach(
        (epoch, seq) -> {
          BatchId next = new BatchId(epoch, context.lane().name(), seq + 1);
          if (context.ports().warehouse().abandon(next).isPresent()) {
            throw new LostLeaseException("giving up " + next + ", which was committed meanwhile");
          }
        });
  }

  private static EntryId highest(List<Life> lives, Shard shard) {
    return lives.stream()
        .map(life -> life.upper(shard.index()))
        .max(EntryId::compareTo)
        .orElse(EntryId.ZERO);
  }

  private void tell(String epoch, String cause, boolean first) {
    if (first) {
      logger.info("lane {} begins, epoch {}", context.lane().name(), epoch);
      return;
    }
    context.meter().alarm(LaneMeter.Alarm.DATA_WENT_BACK);
    logger
        .atError()
        .addKeyValue("lane", context.lane().name())
        .addKeyValue("epoch", epoch)
        .log("the data of Redis went back or was lost ({}); a new epoch begins", cause);
  }

  /** Takes a sealed batch up again; the warehouse does not hold it. */
  private Stage resume(Held held, Seal seal) {
    Interval interval = context.batches().readAgain(context.lane(), held.cursors(), seal.upper());
    if (interval.entries() != seal.entries() || !interval.sha256().equals(seal.sha256())) {
      LaneState next =
          beginEpoch(
              held.lease(),
              held.state(),
              "batch %s was sealed with %d entries, found %d or others"
                  .formatted(seal.id(), seal.entries(), interval.entries()));
      return new Stage.Waiting(new Held(held.lease(), next, context.cursors()));
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
    LaneState next = context.save(held.lease(), held.state().sealed(stricter));
    return new Stage.Sealed(
        held.with(next), interval, new Batch(stricter, context.schema(), converted.rows()));
  }
}
