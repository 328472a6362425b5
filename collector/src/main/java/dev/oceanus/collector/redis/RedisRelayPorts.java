package dev.oceanus.collector.redis;

import dev.oceanus.collector.relay.RelayPorts;
import dev.oceanus.common.redis.LazyRedis;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.common.redis.RedisReader;
import redis.clients.jedis.UnifiedJedis;

/** Redis as a relay uses it. */
public final class RedisRelayPorts {
  private RedisRelayPorts() {}

  /**
   * Ports on this client.
   *
   * @param redis the relay's own, so that it never waits for a request's calls, nor a request for
   *     its
   */
  public static RelayPorts.Source of(LazyRedis redis) {
    return () -> {
      UnifiedJedis opened = redis.get();
      return new RelayPorts(
          new RedisReader(opened), new RedisCursors(opened), new RedisLeases(opened));
    };
  }
}
