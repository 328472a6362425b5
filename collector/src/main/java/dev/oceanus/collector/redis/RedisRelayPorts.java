package dev.oceanus.collector.redis;

import dev.oceanus.collector.relay.RelayPorts;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.stream.StreamUnavailableException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis as a relay uses it, by connections of its own, so that it never waits for a request's, nor
 * a request for its. Opened when it is first asked for. Thread-safe.
 */
public final class RedisRelayPorts implements Component, RelayPorts.Source {
  private final RedisConfig config;
  private @Nullable UnifiedJedis client;
  private @Nullable RelayPorts ports;

  public RedisRelayPorts(RedisConfig config) {
    this.config = config;
  }

  @Override
  public synchronized RelayPorts open() {
    RelayPorts made = ports;
    if (made == null) {
      made = ports(opened());
      ports = made;
    }
    return made;
  }

  private UnifiedJedis opened() {
    try {
      UnifiedJedis opened = RedisClients.open(config);
      client = opened;
      return opened;
    } catch (JedisException e) { // of a cluster, which is asked for its nodes
      throw new StreamUnavailableException("opening a client for the relay", e);
    }
  }

  private static RelayPorts ports(UnifiedJedis redis) {
    return new RelayPorts(new RedisReader(redis), new RedisCursors(redis), new RedisLeases(redis));
  }

  @Override
  public String name() {
    return "collector-relay-redis";
  }

  @Override
  public void start() {}

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public synchronized void close() {
    UnifiedJedis open = client;
    client = null;
    ports = null;
    if (open != null) {
      open.close();
    }
  }
}
