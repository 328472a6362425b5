package dev.oceanus.collector.spool;

import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.collector.commit.Spool.Kept;
import dev.oceanus.collector.commit.StoreState;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.stream.MicroBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The spool of one life of a process, whose thread is the test's. */
final class SpoolLife {
  static final long SEGMENT_BYTES = 400;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SegmentSpool spool;
  private final Replay replay;
  private final StoreState state = new StoreState(System::nanoTime);

  /** One that finds what is in the folder. */
  SpoolLife(MemoryFolder folder, MemoryStreams streams, Clock clock, long limit) {
    SpoolMeter meter = new SpoolMeter(registry);
    SegmentWriter writer =
        new SegmentWriter(folder, new Random(folder.names().size())::nextLong, FailPoints.none());
    spool =
        new SegmentSpool(
            new SegmentSpool.Parts(
                new Segments(folder, writer, SEGMENT_BYTES), meter, clock, System::nanoTime),
            limit);
    meter.show(spool::size, clock);
    DamageReport report = new DamageReport(folder, meter);
    replay =
        new Replay(
            spool,
            new Replay.Parts(folder, streams, state, meter, report, clock, FailPoints.none()));
    new Leftovers(folder, spool, report).find();
  }

  SegmentSpool spool() {
    return spool;
  }

  StoreState state() {
    return state;
  }

  /** Spools one. */
  Kept keep(MicroBatch batch) {
    return spool.keep(List.of(batch), false).getFirst();
  }

  Replay.Step step() {
    return replay.step();
  }

  /** Sends until all is sent, or Redis does not confirm. */
  Replay.Step drain() {
    Replay.Step step = replay.step();
    while (step == Replay.Step.STORED) {
      step = replay.step();
    }
    return step;
  }

  /** Sum of the counters of this name, without its prefix. */
  long count(String name) {
    return (long)
        registry.find("oceanus_collector_spool_" + name).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  double gauge(String name) {
    return registry.get("oceanus_collector_spool_" + name).gauge().value();
  }

  /** A clock that is this much ahead of the first batches. */
  static Clock clock(Duration ahead) {
    return Clock.offset(Clock.systemUTC(), ahead);
  }
}
