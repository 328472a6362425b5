package dev.oceanus.loader.redis;

import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisScript;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.loader.seal.SealStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** The state of each lane as a hash in Redis. Thread-safe. */
public final class RedisSealStore implements SealStore {
  /** Writes only under the newest fence, and only over the state that the writer has seen. */
  private static final RedisScript SAVE =
      new RedisScript(
          """
          local newest = tonumber(redis.call('GET', KEYS[1]) or '0')
          if tonumber(ARGV[1]) < newest then
            return 0
          end
          local version = redis.call('HGET', KEYS[2], 'version') or '0'
          local epoch = redis.call('HGET', KEYS[2], 'epoch') or ''
          if version ~= ARGV[2] or epoch ~= ARGV[3] then
            return 0
          end
          redis.call('HSET', KEYS[2], 'version', ARGV[4], 'epoch', ARGV[5], 'settled', ARGV[6],
            'pending', ARGV[7])
          return 1
          """);

  private final UnifiedJedis redis;

  public RedisSealStore(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public LaneState load(String lane) {
    Map<String, String> hash =
        RedisFailure.during(
            "loading the seal of " + lane, () -> redis.hgetAll(RedisKeys.seal(lane)));
    if (hash.isEmpty()) {
      return LaneState.NEW;
    }
    String pending = hash.getOrDefault("pending", "");
    return new LaneState(
        Long.parseLong(hash.getOrDefault("version", "0")),
        hash.getOrDefault("epoch", ""),
        Long.parseLong(hash.getOrDefault("settled", "0")),
        pending.isEmpty() ? Optional.<Seal>empty() : Optional.of(SealJson.read(pending)));
  }

  @Override
  public boolean save(Lease lease, LaneState seen, LaneState next) {
    List<String> keys =
        List.of(RedisKeys.fence(lease.lane(), Reader.LOADER), RedisKeys.seal(lease.lane()));
    List<String> arguments =
        List.of(
            Long.toString(lease.fence()),
            Long.toString(seen.version()),
            seen.epoch(),
            Long.toString(next.version()),
            next.epoch(),
            Long.toString(next.settled()),
            next.pending().map(SealJson::write).orElse(""));
    Object answer =
        RedisFailure.during(
            "sealing a batch of " + lease.lane(), () -> SAVE.run(redis, keys, arguments));
    return (Long) answer == 1;
  }
}
