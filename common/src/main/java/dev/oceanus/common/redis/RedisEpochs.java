package dev.oceanus.common.redis;

import dev.oceanus.common.stream.Epochs;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Shard;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** Epochs as a key beside each shard's stream. Thread-safe. */
public final class RedisEpochs implements Epochs {
  private static final RedisScript MARK =
      new RedisScript(
          RedisScript.FENCED,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          redis.call('SET', KEYS[2], ARGV[2])
          return 1
          """);

  private final UnifiedJedis redis;

  public RedisEpochs(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public Optional<String> epoch(Shard shard) {
    return Optional.ofNullable(
        RedisFailure.during(
            "reading the epoch of " + shard, () -> redis.get(RedisKeys.epoch(shard))));
  }

  @Override
  public boolean mark(Lease lease, Shard shard, String epoch) {
    List<String> keys = List.of(RedisKeys.fence(shard, lease.reader()), RedisKeys.epoch(shard));
    List<String> arguments = List.of(Long.toString(lease.fence()), epoch);
    Object answer =
        RedisFailure.during(
            "marking the epoch of " + shard, () -> MARK.run(redis, keys, arguments));
    return (Long) answer == 1;
  }
}
