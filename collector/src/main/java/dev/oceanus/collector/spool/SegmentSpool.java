package dev.oceanus.collector.spool;

import dev.oceanus.collector.commit.Spool;
import dev.oceanus.common.stream.MicroBatch;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool as its users see it: writers append under one lock, and one thread takes the oldest
 * segment again and again. When that thread sends the last of it, writers wait a moment, so that
 * the spool comes to an end under load too. Thread-safe.
 */
final class SegmentSpool implements Spool {
  /** How long a writer waits for the last events to be stored before it spools. */
  private static final Duration HANDOVER = Duration.ofMillis(100);

  private static final Logger logger = LoggerFactory.getLogger(SegmentSpool.class);

  private final Segments segments;
  private final SpoolMeter meter;
  private final Admission admission;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean inUse;
  private boolean handingOver;

  /** What it works with. */
  record Parts(Segments segments, SpoolMeter meter, Clock clock, LongSupplier nanos) {}

  /**
   * @param limit all segments together are never larger
   */
  SegmentSpool(Parts parts, long limit) {
    this.segments = parts.segments();
    this.meter = parts.meter();
    this.admission = new Admission(parts, limit);
  }

  @Override
  public boolean inUse() {
    return inUse;
  }

  @Override
  public void use() {
    lock.lock();
    try {
      if (!inUse) {
        inUse = true;
        logger.warn("Redis does not confirm events: from now on they go to the spool");
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean takes() {
    return admission.takes();
  }

  @Override
  public List<Kept> keep(List<MicroBatch> batches, boolean attempted) {
    lock.lock();
    try {
      if (awaitedHandover() && !inUse) {
        return Collections.nCopies(batches.size(), Kept.SEND);
      }
      List<Kept> outcomes = admission.take(batches, attempted);
      if (outcomes.contains(Kept.KEPT)) {
        use();
      }
      return outcomes;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there was a handover to wait for. */
  private boolean awaitedHandover() {
    boolean awaited = handingOver;
    long left = HANDOVER.toNanos();
    try {
      while (handingOver && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return awaited;
  }

  /** Adds a segment that an earlier process has left. */
  void found(Segment segment) {
    lock.lock();
    try {
      segments.found(segment);
      inUse = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is in use, at most for so long. */
  void awaitUse(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!inUse && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The oldest segment, which is not written to any more; null if there is nothing. */
  @Nullable Segment oldest() {
    lock.lock();
    try {
      return segments.oldest();
    } finally {
      lock.unlock();
    }
  }

  /** Has writers wait a moment, if this segment is all there is. */
  void handOver(Segment segment) {
    lock.lock();
    try {
      handingOver = segments.isLast(segment);
    } finally {
      lock.unlock();
    }
  }

  /** So many events of the oldest segment have been stored. */
  void sent(long events) {
    meter.replayed(events);
    lock.lock();
    try {
      segments.sent(events);
    } finally {
      lock.unlock();
    }
  }

  /** The oldest segment has been dealt with; if it was the last one, writers go to Redis again. */
  void finished() {
    lock.lock();
    try {
      segments.removeOldest();
      endIfEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the use, if there is nothing. */
  void endIfEmpty() {
    lock.lock();
    try {
      if (inUse && segments.isEmpty()) {
        inUse = false;
        logger.info("the spool is empty: events go to Redis again");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writers need not wait any longer. */
  void handedOver() {
    lock.lock();
    try {
      handingOver = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Segments.Size size() {
    return segments.size();
  }

  /** Ends the writing; what is there stays. */
  void close() {
    lock.lock();
    try {
      segments.close();
    } finally {
      lock.unlock();
    }
  }
}
