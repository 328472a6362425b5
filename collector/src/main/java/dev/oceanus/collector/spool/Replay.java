package dev.oceanus.collector.spool;

import dev.oceanus.collector.commit.StoreState;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.StreamAppender;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the spool, one call after the other, in order, and deletes a segment when all of
 * it is confirmed. What may have been sent before is sent again under the same producer and
 * sequence, so that Redis stores it once. Used by one thread.
 */
final class Replay {
  private static final Logger logger = LoggerFactory.getLogger(Replay.class);

  private final SegmentSpool spool;
  private final Parts parts;
  private @Nullable Reading reading;
  private boolean trouble;

  /** How a step ended. */
  enum Step {
    /** There is nothing to send. */
    NOTHING,
    /** Something was stored. */
    STORED,
    /** Redis did not confirm something. */
    UNCONFIRMED
  }

  /** What it works with. */
  record Parts(
      SegmentFolder folder,
      StreamAppender appender,
      StoreState state,
      SpoolMeter meter,
      Clock clock,
      FailPoints failPoints) {}

  Replay(SegmentSpool spool, Parts parts) {
    this.spool = spool;
    this.parts = parts;
  }

  /** Sends one call at most. */
  Step step() {
    Reading now = reading == null ? begin() : reading;
    if (now == null) {
      if (parts.state.storable()) {
        spool.endIfEmpty();
      }
      return Step.NOTHING;
    }
    reading = now;
    List<MicroBatch> call = now.call(parts.clock.millis());
    if (call.isEmpty()) {
      finish(now);
      return Step.STORED;
    }
    return send(now, call);
  }

  private @Nullable Reading begin() {
    Segment oldest = spool.oldest();
    if (oldest == null) {
      return null;
    }
    SegmentContents contents = read(oldest);
    Reading begun = new Reading(oldest, contents);
    oldest.begin();
    return begun;
  }

  private SegmentContents read(Segment segment) {
    try {
      return SegmentContents.of(parts.folder.read(segment.name()), segment.name().marker());
    } catch (IOException e) {
      logger.error("the segment {} cannot be read: set aside", segment.name().file(), e);
      SegmentContents.Damage all = new SegmentContents.Damage(0, segment.bytes(), false);
      return new SegmentContents(0, List.of(), List.of(all));
    }
  }

  private Step send(Reading now, List<MicroBatch> call) {
    // After trouble nobody is made to wait: it may go on for long.
    if (now.isLastCall() && !trouble) {
      spool.handOver(now.segment());
    }
    try {
      parts.failPoints.pass(FailPoint.COLLECTOR_SPOOL_BEFORE_REPLAY);
      List<AppendOutcome> outcomes = parts.appender.append(call);
      spool.sent(now.confirm(outcomes));
      trouble = tell(outcomes);
      if (!trouble && now.isLastCall()) {
        finish(now);
      }
    } finally {
      spool.handedOver();
    }
    return trouble ? Step.UNCONFIRMED : Step.STORED;
  }

  /** Tells how the store is; whether something was not confirmed. */
  private boolean tell(List<AppendOutcome> outcomes) {
    for (AppendOutcome outcome : outcomes) {
      if (outcome instanceof AppendOutcome.Unconfirmed(String reason)) {
        parts.state.failed(reason);
        return true;
      }
    }
    parts.state.stored();
    return false;
  }

  private void finish(Reading done) {
    parts.failPoints.pass(FailPoint.COLLECTOR_SPOOL_REPLAYED);
    reading = null;
    spool.finished();
    Segment segment = done.segment();
    String file = segment.name().file();
    try {
      if (done.isForPeople()) {
        parts.folder.setAside(segment.name());
        parts.meter.aside(done.leftOut());
        logger.warn(
            "{} in {} is set aside: {} of its events may have been sent more than {} days ago, and"
                + " Redis may have forgotten that; or it is damaged",
            file,
            parts.folder,
            done.leftOut(),
            Reading.OLDEST.toDays());
      } else {
        parts.folder.delete(segment.name());
      }
    } catch (IOException e) {
      logger.warn(
          "{} has been sent, but stays in {}: sent again at the next start", file, parts.folder, e);
    }
    parts.failPoints.pass(FailPoint.COLLECTOR_SPOOL_DELETED);
  }
}
