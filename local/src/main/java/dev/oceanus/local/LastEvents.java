package dev.oceanus.local;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.StreamReader;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Duration;
import java.util.Collection;

/**
 * Stands between collector and loader when a process ends: once nothing comes in any more, it gives
 * the loader a moment to bring what is there into the warehouse. What is left waits in Redis.
 */
final class LastEvents implements Component {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final StreamReader streams;
  private final Collection<Lane> lanes;
  private final Duration limit;
  private boolean started;

  LastEvents(StreamReader streams, Collection<Lane> lanes, Duration limit) {
    this.streams = streams;
    this.lanes = lanes;
    this.limit = limit;
  }

  @Override
  public String name() {
    return "last-events";
  }

  @Override
  public void start() {
    started = true;
  }

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public void close() {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (started && waiting() > 0 && System.nanoTime() < deadline && Retry.pause(LOOK)) {
        started = true;
      }
    } catch (StreamUnavailableException e) {
      // They are on disk, and the next start goes on with them.
    }
    started = false;
  }

  private long waiting() {
    return lanes.stream().flatMap(lane -> lane.all().stream()).mapToLong(streams::length).sum();
  }
}
