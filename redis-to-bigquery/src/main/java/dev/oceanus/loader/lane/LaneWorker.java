package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.life.Turns;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.lane.Stage.Committed;
import dev.oceanus.loader.lane.Stage.Sealed;
import dev.oceanus.loader.lane.Stage.Unleased;
import dev.oceanus.loader.lane.Stage.Unrecovered;
import dev.oceanus.loader.lane.Stage.Waiting;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads one lane, a stage at a step. After any failure it finds out anew where the lane stands, so
 * that no step depends on what this process remembers. Steps are made by one thread at a time; the
 * lease is renewed by another.
 */
public final class LaneWorker implements Turns.Worker {
  private static final Logger logger = LoggerFactory.getLogger(LaneWorker.class);

  private final LaneContext context;
  private final Recovery recovery;
  private final Sealing sealing;
  private final Commitment commitment;
  private final Settlement settlement;
  private Stage stage = new Unleased();
  private int failures;
  private String lastFailure = "";
  private volatile @Nullable Lease lease;
  private volatile boolean leaseLost;

  public LaneWorker(Lane lane, Schema schema, LaneKit kit) {
    this.context = LaneContext.of(lane, schema, kit);
    this.recovery = new Recovery(context);
    this.sealing = new Sealing(context);
    this.commitment = new Commitment(context);
    this.settlement = new Settlement(context);
  }

  /** The lane that it loads. */
  public Lane lane() {
    return context.lane();
  }

  @Override
  public Duration step() {
    try {
      if (leaseLost) {
        throw new LostLeaseException("renewing it");
      }
      Duration pause = advance();
      failures = 0;
      return pause;
    } catch (LostLeaseException e) {
      logger.info("lane {}: {}", lane().name(), e.getMessage());
      forget();
      return context.terms().poll();
    } catch (StoppedException e) {
      context.meter().alarm(LaneMeter.Alarm.STOPPED);
      logger.error("lane {} stops, nothing of it is trimmed: {}", lane().name(), e.getMessage());
      beginAnew();
      return context.terms().stopped();
    } catch (WarehouseBusyException e) {
      logger.debug("lane {}: {}", lane().name(), e.getMessage());
      beginAnew();
      return e.again();
    } catch (WarehouseUnavailableException e) {
      Duration pause = afterFailure(e, stage instanceof Sealed);
      return e.retryAfter().orElse(pause);
    } catch (StreamUnavailableException e) {
      return afterFailure(e, false);
    }
  }

  private Duration advance() {
    return switch (stage) {
      case Unleased unused -> acquire();
      case Unrecovered unrecovered ->
          next(recovery.run(unrecovered.lease(), unrecovered.abandoned()));
      case Waiting waiting -> follow(sealing.run(waiting));
      case Sealed sealed -> follow(commitment.run(sealed));
      case Committed committed -> next(settlement.run(committed));
    };
  }

  private Duration follow(Progress progress) {
    return switch (progress) {
      case Progress.Next next -> next(next.stage());
      case Progress.Idle idle -> idle.time();
    };
  }

  private Duration next(Stage following) {
    stage = following;
    return Duration.ZERO;
  }

  private Duration acquire() {
    LaneTerms terms = context.terms();
    Optional<Lease> acquired =
        context
            .ports()
            .leases()
            .acquire(lane().name(), Reader.LOADER, terms.owner(), terms.leaseTtl());
    if (acquired.isEmpty()) {
      return terms.leaseTtl().dividedBy(5);
    }
    lease = acquired.get();
    context.meter().leased(true);
    context.pass(FailPoint.LOADER_LEASED);
    return next(new Unrecovered(acquired.get(), false));
  }

  /**
   * @param asItIs whether the stage is kept: what the warehouse did not take is committed again
   */
  private Duration afterFailure(RuntimeException e, boolean asItIs) {
    failures++;
    String message = String.valueOf(e.getMessage());
    if (failures == 1 || !message.equals(lastFailure)) {
      logger.warn("lane {}: {}; trying again", lane().name(), message);
    }
    lastFailure = message;
    if (!asItIs) {
      beginAnew();
    }
    return context.terms().failure().after(failures, context.random());
  }

  /** What Redis and the warehouse hold is found out again. */
  private void beginAnew() {
    Lease held = lease;
    stage = held == null ? new Unleased() : new Unrecovered(held, false);
  }

  private void forget() {
    lease = null;
    leaseLost = false;
    stage = new Unleased();
    context.meter().leased(false);
  }

  /** Prolongs the lease. Does nothing without one. */
  @Override
  public void renew() {
    Lease held = lease;
    if (held == null) {
      return;
    }
    try {
      if (!context.ports().leases().renew(held, context.terms().leaseTtl())) {
        leaseLost = held.equals(lease);
      }
    } catch (StreamUnavailableException e) {
      // It lasts until it expires; the steps meet the same trouble and tell of it.
      logger.debug("lane {}: {}", lane().name(), e.getMessage());
    }
  }

  /** Gives the lease up, when no step is under way any more. */
  public void release() {
    Lease held = lease;
    if (held == null) {
      return;
    }
    try {
      context.ports().leases().release(held);
    } catch (StreamUnavailableException e) {
      logger.info("lane {}: {}; the lease expires by itself", lane().name(), e.getMessage());
    }
    forget();
    context.pass(FailPoint.LOADER_RELEASED);
  }
}
