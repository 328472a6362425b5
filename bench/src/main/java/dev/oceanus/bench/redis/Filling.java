package dev.oceanus.bench.redis;

import dev.oceanus.bench.sample.StoredEvents;
import dev.oceanus.common.redis.RedisAppender;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Fills a stream as the collector does, and weighs what comes of it. */
public final class Filling {
  private static final int BATCH = 250;
  private static final int PIPELINE = 8;
  private static final int ALL_SAMPLES = 0;
  private static final String REWRITE = "auto-aof-rewrite-percentage";

  private final MeasuredRedis redis;
  private final Shard shard;
  private final StoredEvents events = new StoredEvents();

  public Filling(MeasuredRedis redis, Shard shard) {
    this.redis = redis;
    this.shard = shard;
  }

  /** Empties Redis and appends so many events. */
  public EventWeight fill(long count) {
    redis.reset();
    String rewrite = redis.client().configGet(REWRITE).getOrDefault(REWRITE, "100");
    redis.client().configSet(REWRITE, "0");
    long memory = redis.info("used_memory");
    long aof = redis.info("aof_current_size");
    long json = append(count);
    EventWeight weight =
        new EventWeight(
            count,
            (double) json / count,
            (double) (redis.info("used_memory") - memory) / count,
            (double) streamBytes() / count,
            (double) (redis.info("aof_current_size") - aof) / count);
    redis.client().configSet(REWRITE, rewrite);
    return weight;
  }

  private long streamBytes() {
    return redis.client().memoryUsage(RedisKeys.events(shard), ALL_SAMPLES);
  }

  private long append(long count) {
    RedisAppender appender = new RedisAppender(redis.client());
    String producer = UUID.randomUUID().toString();
    long bytes = 0;
    long sequence = 0;
    long number = 0;
    while (number < count) {
      List<MicroBatch> batches = new ArrayList<>(PIPELINE);
      while (batches.size() < PIPELINE && number < count) {
        List<byte[]> json = new ArrayList<>(BATCH);
        while (json.size() < BATCH && number < count) {
          byte[] event = events.json(number++);
          bytes += event.length;
          json.add(event);
        }
        batches.add(new MicroBatch(shard, producer, ++sequence, json));
      }
      for (AppendOutcome outcome : appender.append(batches)) {
        if (!outcome.equals(new AppendOutcome.Stored(false))) {
          throw new IllegalStateException("filling " + shard + " at " + number + ": " + outcome);
        }
      }
    }
    return bytes;
  }
}
