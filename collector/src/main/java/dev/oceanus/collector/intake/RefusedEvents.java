package dev.oceanus.collector.intake;

import dev.oceanus.collector.commit.Commit;
import dev.oceanus.collector.commit.Committer;
import dev.oceanus.collector.commit.Submission;
import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.privacy.Treatment;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.Lane;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps refused events of known sites in their own lane, so many a minute for each site and reason;
 * the rest is counted. Nobody waits for it, and it never takes room that events need. Thread-safe.
 */
public final class RefusedEvents {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Committer committer;
  private final Ledger ledger;
  private final LongSupplier nanos;
  private final FailPoints failPoints;
  private final int aMinute;
  private final EventCodec codec = new EventCodec(Schemas.REFUSED);
  private final Map<Cause, Window> windows = new ConcurrentHashMap<>();

  private record Cause(String site, Reason reason) {}

  private record Window(long begun, int count) {}

  /**
   * @param aMinute so many are kept a minute, for each site and reason
   */
  public RefusedEvents(
      Committer committer, Ledger ledger, LongSupplier nanos, FailPoints failPoints, int aMinute) {
    this.committer = committer;
    this.ledger = ledger;
    this.nanos = nanos;
    this.failPoints = failPoints;
    this.aMinute = aMinute;
  }

  /** Keeps a refused event, if there were not too many of its kind. */
  void record(SiteDesk desk, Intake.Caller caller, Parsed.Refused refused) {
    failPoints.pass(FailPoint.COLLECTOR_REFUSED);
    if (caller.browser().treatment() == Treatment.NONE
        || !allowed(new Cause(desk.site().name(), refused.reason()))) {
      ledger.refusedUnrecorded();
      return;
    }
    byte[] json = codec.encode(RefusedRow.of(desk, caller, refused));
    Submission submission =
        new Submission(
            Lane.REFUSED.shard(0),
            List.of(json),
            json.length,
            nanos.getAsLong(),
            Runnable::run,
            this::answered);
    if (!committer.offerIdly(submission)) {
      ledger.refusedUnrecorded();
    }
  }

  private void answered(Commit outcome) {
    if (outcome == Commit.UNAVAILABLE) {
      ledger.refusedUnrecorded();
    }
  }

  private boolean allowed(Cause cause) {
    long now = nanos.getAsLong();
    Window window =
        windows.merge(
            cause,
            new Window(now, 1),
            (old, fresh) ->
                now - old.begun >= MINUTE ? fresh : new Window(old.begun, old.count + 1));
    return window.count <= aMinute;
  }
}
