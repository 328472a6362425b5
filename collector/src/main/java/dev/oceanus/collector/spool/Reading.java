package dev.oceanus.collector.spool;

import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Producers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One segment on its way to Redis: which micro-batches are sent next, and which are through. A
 * micro-batch that may have been sent before and is so old that Redis may have forgotten its
 * producer is left out, since it could become a duplicate. Used by one thread.
 */
final class Reading {
  /** Five days less than producers are remembered, for clocks that differ. */
  static final Duration OLDEST = Producers.REMEMBERED.minusDays(5);

  private static final int MOST_EVENTS = 2000;
  private static final long MOST_BYTES = 2L << 20;

  private final Segment segment;
  private final SegmentContents contents;
  private final boolean begunBefore;
  private final long lost;
  private List<MicroBatch> unconfirmed = List.of();
  private long oldestUnconfirmed = Long.MAX_VALUE;
  private int next;
  private long leftOut;

  Reading(Segment segment, SegmentContents contents) {
    this.segment = segment;
    this.contents = contents;
    this.begunBefore = segment.begun();
    this.lost = Math.max(0, segment.events() - contents.events());
  }

  Segment segment() {
    return segment;
  }

  /** Events that were left out so far. */
  long leftOut() {
    return leftOut;
  }

  /** Events that had been on disk and are not in it any more. */
  long lost() {
    return lost;
  }

  /** Whether its file has to stay there for people. */
  boolean isForPeople() {
    return leftOut > 0 || lost > 0 || contents.isDamagedInside();
  }

  /**
   * What is to be sent next: what was not confirmed, else what follows, of one producer. Its shards
   * may not be sent anything else before all of it is confirmed.
   *
   * @return nothing at the end
   */
  List<MicroBatch> call(long nowMillis) {
    long tooOld = nowMillis - OLDEST.toMillis();
    if (!unconfirmed.isEmpty() && oldestUnconfirmed < tooOld) {
      leftOut += events(unconfirmed);
      unconfirmed = List.of();
    }
    if (unconfirmed.isEmpty()) {
      unconfirmed = following(tooOld);
    }
    return unconfirmed;
  }

  private List<MicroBatch> following(long tooOld) {
    List<MicroBatch> call = new ArrayList<>();
    long events = 0;
    long bytes = 0;
    oldestUnconfirmed = Long.MAX_VALUE;
    for (; next < contents.batches().size(); next++) {
      SpooledBatch spooled = contents.batches().get(next);
      MicroBatch batch = spooled.batch();
      if ((spooled.attempted() || begunBefore) && spooled.acceptedMillis() < tooOld) {
        leftOut += spooled.events();
        continue;
      }
      events += spooled.events();
      bytes += SegmentFormat.length(spooled);
      boolean full = events > MOST_EVENTS || bytes > MOST_BYTES;
      if (!call.isEmpty() && (full || !batch.producer().equals(call.getFirst().producer()))) {
        break;
      }
      call.add(batch);
      oldestUnconfirmed = Math.min(oldestUnconfirmed, spooled.acceptedMillis());
    }
    return call;
  }

  /** Whether nothing follows what was called last. */
  boolean isLastCall() {
    return next == contents.batches().size();
  }

  /**
   * Notes what became of a call.
   *
   * @return events that are stored
   */
  long confirm(List<AppendOutcome> outcomes) {
    List<MicroBatch> left = new ArrayList<>();
    long stored = 0;
    for (int i = 0; i < unconfirmed.size(); i++) {
      switch (outcomes.get(i)) {
        case AppendOutcome.Stored ignored -> stored += unconfirmed.get(i).events().size();
        case AppendOutcome.Unconfirmed ignored -> left.add(unconfirmed.get(i));
      }
    }
    unconfirmed = left;
    return stored;
  }

  private static long events(List<MicroBatch> batches) {
    return batches.stream().mapToLong(batch -> batch.events().size()).sum();
  }
}
