package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Excluded;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.lane.Stage.Sealed;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a sealed batch into the warehouse. The same attempt is repeated until it is known to have
 * failed; only then does a next one leave rows out. Used by one thread at a time.
 */
final class Commitment {
  private static final Logger logger = LoggerFactory.getLogger(Commitment.class);
  private static final int REFUSALS = 3;

  private final LaneContext context;
  private final Bisection bisection;
  private int refusals;

  Commitment(LaneContext context) {
    this.context = context;
    this.bisection = new Bisection(context.ports().warehouse());
  }

  /**
   * @throws WarehouseUnavailableException also for a refusal that may pass by itself
   */
  Progress run(Sealed sealed) {
    Batch batch = sealed.batch();
    Seal seal = batch.seal();
    context.pass(FailPoint.LOADER_BEFORE_COMMIT);
    CommitOutcome outcome =
        context.meter().commitTimer().record(() -> context.ports().warehouse().commit(batch));
    return switch (outcome) {
      case null -> throw new IllegalStateException("a commit of " + seal.id() + " had no outcome");
      case CommitOutcome.Done done -> new Progress.Next(committed(sealed, done.found()));
      case CommitOutcome.Pending pending -> new Progress.Idle(pending.again());
      case CommitOutcome.Abandoned unused ->
          new Progress.Next(new Stage.Unrecovered(sealed.held().lease(), true));
      case CommitOutcome.Refused refused -> new Progress.Next(refused(sealed, refused.detail()));
    };
  }

  private Stage committed(Sealed sealed, Committed found) {
    refusals = 0;
    Seal seal = sealed.batch().seal();
    context.pass(FailPoint.LOADER_COMMITTED);
    if (!found.isOf(seal)) {
      throw new StoppedException(
          "batch %s was sealed with %d rows and sha %s, the warehouse holds %d rows with sha %s"
              .formatted(seal.id(), seal.rows(), seal.sha256(), found.rows(), found.sha256()));
    }
    if (found.attempt() > seal.attempt()) {
      throw new LostLeaseException("committing " + seal.id() + ", of which there is a later seal");
    }
    context.pass(FailPoint.LOADER_VERIFIED);
    return new Stage.Committed(sealed.held(), sealed.interval(), seal.at(found.attempt()));
  }

  private Stage refused(Sealed sealed, String detail) {
    Batch batch = sealed.batch();
    if (++refusals < REFUSALS) {
      throw new WarehouseUnavailableException(
          "batch %s was refused: %s".formatted(batch.seal().id(), detail), null);
    }
    List<Excluded> atFault = bisection.refused(batch);
    if (atFault.isEmpty() || context.lane().equals(Lane.DEAD_LETTERS)) {
      throw new StoppedException(
          "batch %s was refused %d times, and %d of its rows by themselves: %s"
              .formatted(batch.seal().id(), refusals, atFault.size(), detail));
    }
    refusals = 0;
    logger
        .atWarn()
        .addKeyValue("lane", batch.seal().id().lane())
        .addKeyValue("batch", batch.seal().id())
        .addKeyValue("rows", atFault.size())
        .log("rows that the warehouse refuses become dead letters: {}", detail);
    Seal next = batch.seal().without(atFault, context.clock().instant());
    LaneState seen = sealed.held().state();
    LaneState state = context.save(sealed.held().lease(), seen, seen.sealed(next));
    Set<EntryRef> left = atFault.stream().map(Excluded::entry).collect(Collectors.toSet());
    Batch rest = new Batch(next, batch.schema(), batch.rows().without(left));
    return new Sealed(sealed.held().with(state), sealed.interval(), rest);
  }
}
