package dev.oceanus.collector.spool;

import dev.oceanus.collector.commit.StoreState;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.StreamAppender;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
  private boolean unreadable;

  /** How a step ended. */
  enum Step {
    /** There is nothing to send. */
    NOTHING,
    /** Something was stored. */
    STORED,
    /** Redis did not confirm something, or it cannot be read now. */
    UNCONFIRMED
  }

  /** What it works with. */
  record Parts(
      SegmentFolder folder,
      StreamAppender appender,
      StoreState state,
      SpoolMeter meter,
      DamageReport report,
      Clock clock,
      FailPoints failPoints) {}

  Replay(SegmentSpool spool, Parts parts) {
    this.spool = spool;
    this.parts = parts;
  }

  /** Sends one call at most. */
  Step step() {
    Reading now = reading;
    if (now == null) {
      Segment oldest = spool.oldest();
      if (oldest == null) {
        if (parts.state.storable()) {
          spool.endIfEmpty();
        }
        return Step.NOTHING;
      }
      now = begin(oldest);
      if (now == null) {
        return Step.UNCONFIRMED;
      }
      reading = now;
    }
    List<MicroBatch> call = now.call(parts.clock.millis());
    if (call.isEmpty()) {
      finish(now);
      return Step.STORED;
    }
    return send(now, call);
  }

  /**
   * Null while it cannot be read. What follows waits for it: passed on, its producers would leave
   * it behind, and Redis would then take its events for stored.
   */
  private @Nullable Reading begin(Segment oldest) {
    SegmentContents contents;
    try {
      contents = SegmentContents.of(parts.folder.read(oldest.name()), oldest.name().marker());
    } catch (NoSuchFileException e) {
      contents = new SegmentContents(SegmentFormat.VERSION, List.of(), List.of());
    } catch (IOException e) {
      unreadable(oldest, e);
      return null;
    }
    if (unreadable) {
      unreadable = false;
      logger.info("{} in {} can be read again", oldest.name().file(), parts.folder);
    }
    parts.report.tell(oldest, contents);
    Reading begun = new Reading(oldest, contents);
    if (begun.lost() > 0) {
      parts.report.lost(oldest, begun.lost());
    }
    oldest.begin();
    return begun;
  }

  private void unreadable(Segment segment, IOException e) {
    parts.meter.unread();
    if (!unreadable) {
      unreadable = true;
      logger.error(
          "{} in {} cannot be read, and everything behind it waits: tried again",
          segment.name().file(),
          parts.folder,
          e);
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
    } catch (NoSuchFileException e) {
      // somebody has taken it away, which is told where it was to be read
    } catch (IOException e) {
      logger.warn(
          "{} has been dealt with, but stays in {}: sent again at the next start",
          file,
          parts.folder,
          e);
    }
    parts.failPoints.pass(FailPoint.COLLECTOR_SPOOL_DELETED);
  }
}
