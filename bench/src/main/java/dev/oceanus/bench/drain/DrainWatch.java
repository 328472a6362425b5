package dev.oceanus.bench.drain;

import dev.oceanus.bench.process.Service;
import dev.oceanus.bench.redis.MeasuredRedis;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import java.time.Duration;

/** Looks on while a stream is emptied, from outside of the loader. Used by one thread. */
final class DrainWatch {
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final MeasuredRedis redis;
  private final Service loader;
  private final Shard shard;

  DrainWatch(MeasuredRedis redis, Service loader, Shard shard) {
    this.redis = redis;
    this.loader = loader;
    this.shard = shard;
  }

  /**
   * How far it was at an instant.
   *
   * @param nanos the instant
   * @param waiting entries that were not loaded
   * @param loaderCpu CPU time that the loader had taken, in microseconds
   * @param redisCpu that of Redis
   */
  record Point(long nanos, long waiting, long loaderCpu, long redisCpu) {}

  /** Waits until at most so many entries wait; trimming leaves a few that are loaded. */
  Point awaitWaiting(long most) {
    long begun = System.nanoTime();
    Point point = point();
    while (point.waiting > most) {
      pause(begun);
      point = point();
    }
    return point;
  }

  /** Waits until the loader has committed the last entry. */
  Point awaitEnd() {
    long begun = System.nanoTime();
    RedisCursors cursors = new RedisCursors(redis.client());
    RedisReader reader = new RedisReader(redis.client());
    while (cursors.position(shard, Reader.LOADER).compareTo(reader.lastGenerated(shard)) < 0) {
      pause(begun);
    }
    return point();
  }

  private Point point() {
    return new Point(System.nanoTime(), redis.length(shard), loader.cpuMicros(), redis.cpuMicros());
  }

  private void pause(long begun) {
    loader.checkAlive();
    if (System.nanoTime() - begun > LIMIT.toNanos()) {
      throw new IllegalStateException(
          "%d entries of %s wait after %s".formatted(redis.length(shard), shard, LIMIT));
    }
    Retry.pause(LOOK);
  }
}
