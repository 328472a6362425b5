package dev.oceanus.loader;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.mask.Masking;
import dev.oceanus.common.redis.RedisAppender;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisEpochs;
import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.common.redis.RedisProducers;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Producers;
import dev.oceanus.loader.lane.LaneKit;
import dev.oceanus.loader.lane.LanePorts;
import dev.oceanus.loader.lane.LaneScheduler;
import dev.oceanus.loader.lane.LaneTerms;
import dev.oceanus.loader.lane.LaneWorker;
import dev.oceanus.loader.lane.ProducerPruning;
import dev.oceanus.loader.redis.RedisSealStore;
import dev.oceanus.loader.warehouse.Warehouse;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * The loader without its process: the lanes put together, for whoever runs them. Its components
 * start in the order given and close in reverse.
 */
public final class Loader {
  private static final Backoff FAILURE =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
  private static final Duration STOPPED = Duration.ofSeconds(30);

  private final List<Component> components;

  /**
   * What the process provides.
   *
   * @param ports Redis and the warehouse
   * @param producers what shards remember of their writers
   * @param lanes every lane with its schema
   * @param masks what dead letters must not show, by the lane that they were meant for
   * @param registry where metrics go
   * @param clock the time of day
   * @param nanos the monotonic clock
   * @param failPoints where tests break it
   * @param fatal ends the process
   */
  public record Surroundings(
      LanePorts ports,
      Producers producers,
      Map<Lane, Schema> lanes,
      Map<Lane, Masking> masks,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanos,
      FailPoints failPoints,
      Fatal fatal) {}

  public Loader(LoaderConfig config, Surroundings around) {
    LaneTerms terms =
        new LaneTerms(
            UUID.randomUUID().toString(),
            config.leaseTtl(),
            config.limits(),
            config.poll(),
            FAILURE,
            STOPPED);
    LaneKit kit =
        new LaneKit(
            around.ports,
            terms,
            around.registry,
            around.clock,
            new SecureRandom(),
            around.failPoints,
            around.masks);
    List<LaneWorker> workers = new ArrayList<>();
    around.lanes.forEach((lane, schema) -> workers.add(new LaneWorker(lane, schema, kit)));
    this.components =
        List.of(
            new LaneScheduler(
                workers, config.threads(), config.leaseTtl(), around.nanos, around.fatal),
            new ProducerPruning(
                around.producers, List.copyOf(around.lanes.keySet()), around.nanos, around.fatal));
  }

  /** The ports of a lane on this Redis and this warehouse. */
  public static LanePorts ports(UnifiedJedis redis, Warehouse warehouse) {
    return new LanePorts(
        new RedisReader(redis),
        new RedisAppender(redis),
        new RedisLeases(redis),
        new RedisCursors(redis),
        new RedisEpochs(redis),
        new RedisSealStore(redis),
        warehouse);
  }

  /** What this Redis remembers of writers. */
  public static Producers producers(UnifiedJedis redis) {
    return new RedisProducers(redis);
  }

  /** Its parts in the order in which they start. */
  public List<Component> components() {
    return components;
  }
}
