package dev.oceanus.chaos.rig;

import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.loader.redis.RedisSealStore;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.testkit.ledger.Difference.Kind;
import dev.oceanus.testkit.ledger.Oracle;
import dev.oceanus.testkit.process.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/** What Redis holds of the lanes. Used by one thread. */
final class Streams implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final UnifiedJedis redis;
  private final RedisReader reader;
  private final RedisCursors cursors;
  private final RedisSealStore seals;
  private final Set<Lane> lanes;

  Streams(String url, Set<Lane> lanes) {
    this.redis = RedisClients.standalone(URI.create(url), null, TIMEOUT);
    this.reader = new RedisReader(redis);
    this.cursors = new RedisCursors(redis);
    this.seals = new RedisSealStore(redis);
    this.lanes = lanes;
  }

  /** Waits until every entry has been loaded and trimmed; false if that takes too long. */
  boolean awaitDrained(Duration limit) {
    return Pause.until(limit, this::drained);
  }

  /** Dead letters come out of the other lanes, so their own is looked at last. */
  private boolean drained() {
    return lanes.stream()
        .sorted(Comparator.comparing(Lane.DEAD_LETTERS::equals))
        .allMatch(
            lane ->
                seals.load(lane.name()).pending().isEmpty()
                    && lane.all().stream()
                        .allMatch(
                            shard ->
                                reader.length(shard) == 0 && last(shard).equals(cursor(shard))));
  }

  /** Tells the oracle how every stream is. */
  void tell(Oracle oracle) {
    for (Lane lane : lanes) {
      LaneState state = seals.load(lane.name());
      if (state.pending().isPresent()) {
        oracle.differ(
            Kind.UNTRIMMED, lane.name(), "batch " + state.pending().get().id() + " waits");
      }
      for (Shard shard : lane.all()) {
        oracle.stream(
            shard.toString(),
            reader.length(shard),
            cursor(shard).toString(),
            last(shard).toString());
      }
    }
  }

  private EntryId last(Shard shard) {
    return reader.lastGenerated(shard);
  }

  private EntryId cursor(Shard shard) {
    return cursors.position(shard, Reader.LOADER);
  }

  @Override
  public void close() {
    redis.close();
  }
}
