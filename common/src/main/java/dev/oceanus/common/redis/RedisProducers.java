package dev.oceanus.common.redis;

import dev.oceanus.common.stream.Producers;
import dev.oceanus.common.stream.Shard;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** Prunes the hash in which {@link RedisAppender} notes sequences. Thread-safe. */
public final class RedisProducers implements Producers {
  private static final RedisScript PRUNE =
      new RedisScript(
          RedisScript.NOW,
          """
          local oldest = now() - tonumber(ARGV[1])
          local all = redis.call('HGETALL', KEYS[1])
          local pruned = 0
          for i = 1, #all, 2 do
            if tonumber(string.match(all[i + 1], '@(%d+)$')) < oldest then
              redis.call('HDEL', KEYS[1], all[i])
              pruned = pruned + 1
            end
          end
          return pruned
          """);

  private final UnifiedJedis redis;

  public RedisProducers(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public long prune(Shard shard, Duration silentFor) {
    return (Long)
        RedisFailure.during(
            "pruning the producers of " + shard,
            () ->
                PRUNE.run(
                    redis,
                    List.of(RedisKeys.producers(shard)),
                    List.of(Long.toString(silentFor.toMillis()))));
  }
}
