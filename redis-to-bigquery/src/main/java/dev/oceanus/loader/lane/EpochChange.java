package dev.oceanus.loader.lane;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.loader.warehouse.Life;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a new epoch of a lane. What the old one left unfinished is given up in the warehouse
 * first, so that no late commit of it can repeat entries; then no id up to the highest that was
 * committed is read or given again. May be broken off anywhere and begun anew.
 */
final class EpochChange {
  private static final Logger logger = LoggerFactory.getLogger(EpochChange.class);
  private static final int EPOCH_RADIX = 36;

  private final LaneContext context;

  EpochChange(LaneContext context) {
    this.context = context;
  }

  /**
   * @param cause why the old epoch cannot go on
   */
  LaneState run(Lease lease, LaneState state, String cause) {
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
    LaneState next = context.save(lease, state, state.inEpoch(epoch));
    for (Shard shard : context.lane().all()) {
      if (!context.ports().epochs().mark(lease, shard, epoch)) {
        throw new LostLeaseException("marking the epoch of " + shard);
      }
    }
    tell(epoch, cause, lives.isEmpty() && neverLoaded(state, epochs));
    return next;
  }

  /** Whether the lane is new, or its first epoch was broken off before it was marked everywhere. */
  private static boolean neverLoaded(LaneState state, List<Optional<String>> epochs) {
    Optional<String> own = Optional.of(state.epoch());
    return state.settled() == 0
        && state.pending().isEmpty()
        && epochs.stream().allMatch(epoch -> epoch.isEmpty() || epoch.equals(own));
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
}
