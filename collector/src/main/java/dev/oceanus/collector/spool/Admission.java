package dev.oceanus.collector.spool;

import dev.oceanus.collector.commit.Spool.Kept;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which micro-batches there is room for, and has them written. Guarded by the lock of its
 * spool, but for {@link #takes}.
 */
final class Admission {
  /** After a refusal the spool counts as not taking for so long. */
  private static final Duration DOUBT = Duration.ofSeconds(5);

  private static final Logger logger = LoggerFactory.getLogger(Admission.class);

  private final Segments segments;
  private final SpoolMeter meter;
  private final Clock clock;
  private final LongSupplier nanos;
  private final long limit;
  private volatile @Nullable Long refusedAt;

  /**
   * @param limit all segments together are never larger
   */
  Admission(SegmentSpool.Parts parts, long limit) {
    this.segments = parts.segments();
    this.meter = parts.meter();
    this.clock = parts.clock();
    this.nanos = parts.nanos();
    this.limit = limit;
  }

  /** Whether it would take a micro-batch now. */
  boolean takes() {
    Long last = refusedAt;
    return last == null || nanos.getAsLong() - last > DOUBT.toNanos();
  }

  /** Takes those for which there is room, in their order, with one write. */
  List<Kept> take(List<MicroBatch> batches, boolean attempted) {
    long now = clock.millis();
    List<Kept> outcomes = new ArrayList<>(Collections.nCopies(batches.size(), Kept.REFUSED));
    List<SpooledBatch> fitting = new ArrayList<>(batches.size());
    for (int i = 0; i < batches.size(); i++) {
      SpooledBatch batch = new SpooledBatch(batches.get(i), attempted, now);
      fitting.add(batch);
      if (segments.size().bytes() + segments.cost(fitting) <= limit * share(batch)) {
        outcomes.set(i, Kept.KEPT);
      } else {
        fitting.removeLast();
        full(batch);
      }
    }
    return fitting.isEmpty() || written(fitting)
        ? outcomes
        : Collections.nCopies(batches.size(), Kept.REFUSED);
  }

  /** What was refused by a check may not take the room that events need. */
  private static double share(SpooledBatch batch) {
    return batch.batch().shard().lane().equals(Lane.REFUSED.name()) ? 0.5 : 1;
  }

  private boolean written(List<SpooledBatch> batches) {
    long events = batches.stream().mapToLong(SpooledBatch::events).sum();
    try {
      segments.append(batches);
    } catch (IOException e) {
      if (takes()) {
        logger.warn("the spool's disk does not take {} events", events, e);
      }
      meter.disk(events);
      refusedAt = nanos.getAsLong();
      return false;
    }
    refusedAt = null;
    meter.written(events);
    return true;
  }

  private void full(SpooledBatch batch) {
    meter.full(batch.events());
    if (share(batch) < 1) {
      return;
    }
    if (takes()) {
      logger.warn("the spool is full: {} of {} bytes", segments.size().bytes(), limit);
    }
    refusedAt = nanos.getAsLong();
  }
}
