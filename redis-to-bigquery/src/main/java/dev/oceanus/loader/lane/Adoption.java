package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Converter.Converted;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Interval;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.loader.warehouse.Committed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles the batches that the warehouse holds and Redis does not know to be committed: the process
 * died in between, or Redis has forgotten their seals.
 */
final class Adoption {
  private static final Logger logger = LoggerFactory.getLogger(Adoption.class);

  private final LaneContext context;
  private final DeadLetters deadLetters;
  private final Bisection bisection;

  Adoption(LaneContext context) {
    this.context = context;
    this.deadLetters = new DeadLetters(context);
    this.bisection = new Bisection(context.ports().warehouse());
  }

  /** Settles every batch behind the last settled one that the warehouse holds. */
  LaneState run(Lease lease, LaneState from) {
    LaneState state = from;
    BatchId next = new BatchId(state.epoch(), context.lane().name(), state.settled() + 1);
    Optional<Committed> found = context.ports().warehouse().find(next);
    while (found.isPresent()) {
      Committed committed = found.get();
      writeDeadLetters(sealed(state, committed), committed);
      context.advance(lease, committed.upper());
      state = context.save(lease, state, state.settledUpTo(next.seq()));
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

  /** The seal of what was committed, if Redis still has it. */
  private static Optional<Seal> sealed(LaneState state, Committed committed) {
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
    return seal.filter(each -> each.attempt() >= committed.attempt())
        .map(each -> each.at(committed.attempt()));
  }

  private void writeDeadLetters(Optional<Seal> sealed, Committed committed) {
    if (sealed.isPresent() && sealed.get().excluded().isEmpty()) {
      return;
    }
    Interval interval =
        context.batches().readAgain(context.lane(), context.cursors(), committed.upper());
    if (interval.entries() > 0) {
      deadLetters.write(sealed.orElseGet(() -> sealAgain(committed, interval)), interval);
    }
  }

  /**
   * What the forgotten seal of a committed batch has left out, as far as the stream still has it.
   * Letters that Redis has forgotten are written anew; one that was loaded before may come twice.
   */
  private Seal sealAgain(Committed committed, Interval interval) {
    Converted converted = context.converter().convert(interval, Set.of(), committed.attempt());
    List<Excluded> left = new ArrayList<>(converted.unreadable());
    Seal seal =
        new Seal(
            committed.id(),
            committed.attempt(),
            interval.upper(),
            interval.entries(),
            interval.sha256(),
            left,
            context.clock().instant());
    boolean whole = interval.sha256().equals(committed.sha256());
    if (whole && seal.rows() == committed.rows()) {
      return seal;
    }
    left.addAll(bisection.refused(new Batch(seal, context.schema(), converted.rows())));
    return new Seal(
        seal.id(),
        seal.attempt(),
        seal.upper(),
        seal.entries(),
        seal.sha256(),
        left,
        seal.sealedAt());
  }
}
