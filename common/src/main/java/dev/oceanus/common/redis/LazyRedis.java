package dev.oceanus.common.redis;

import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.stream.StreamUnavailableException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A client of its own, which is opened when it is first asked for: whoever needs it starts without
 * Redis, and waits for nobody else's calls. Thread-safe.
 */
public final class LazyRedis implements Component {
  private final String name;
  private final RedisConfig config;
  private @Nullable UnifiedJedis client;

  /**
   * @param name as a component, in logs
   */
  public LazyRedis(String name, RedisConfig config) {
    this.name = name;
    this.config = config;
  }

  /**
   * The client.
   *
   * @throws StreamUnavailableException if it cannot be opened now
   */
  public synchronized UnifiedJedis get() {
    UnifiedJedis opened = client;
    if (opened == null) {
      try {
        opened = RedisClients.open(config);
      } catch (JedisException e) { // of a cluster, which is asked for its nodes
        throw new StreamUnavailableException("opening a client of Redis, " + name, e);
      }
      client = opened;
    }
    return opened;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {}

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public synchronized void close() {
    UnifiedJedis opened = client;
    client = null;
    if (opened != null) {
      opened.close();
    }
  }
}
