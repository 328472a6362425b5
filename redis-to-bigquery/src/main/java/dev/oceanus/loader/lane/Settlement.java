package dev.oceanus.loader.lane;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.lane.Stage.Committed;
import dev.oceanus.loader.lane.Stage.Held;
import dev.oceanus.loader.seal.LaneState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the dead letters of a committed batch, moves the cursors behind it, trims what everybody
 * has read, and settles it.
 */
final class Settlement {
  private static final Logger logger = LoggerFactory.getLogger(Settlement.class);

  private final LaneContext context;
  private final DeadLetters deadLetters;

  Settlement(LaneContext context) {
    this.context = context;
    this.deadLetters = new DeadLetters(context);
  }

  Stage run(Committed committed) {
    Lease lease = committed.held().lease();
    Seal seal = committed.seal();
    deadLetters.write(seal, committed.interval());
    context.pass(FailPoint.LOADER_DEAD_LETTERED);
    context.advance(lease, seal.upper());
    context.pass(FailPoint.LOADER_ADVANCED);
    context.trim(lease);
    context.pass(FailPoint.LOADER_TRIMMED);
    LaneState seen = committed.held().state();
    LaneState settled = context.save(lease, seen, seen.settledUpTo(seal.id().seq()));
    context.pass(FailPoint.LOADER_SETTLED);
    context.meter().committed(seal);
    logger
        .atInfo()
        .addKeyValue("lane", seal.id().lane())
        .addKeyValue("batch", seal.id())
        .addKeyValue("rows", seal.rows())
        .addKeyValue("dead", seal.excluded().size())
        .log("batch committed");
    return new Stage.Waiting(new Held(lease, settled, seal.upper()));
  }
}
