package dev.oceanus.common.redis;

import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.Lives;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Lives in a Redis that a service does not need otherwise: connected to when it is first asked, so
 * that the service starts without it. Thread-safe.
 */
public final class DistantLives implements Component, Lives {
  private final RedisConfig config;
  private @Nullable UnifiedJedis client;

  public DistantLives(RedisConfig config) {
    this.config = config;
  }

  private synchronized Lives open() {
    UnifiedJedis opened = client;
    if (opened == null) {
      try {
        opened = RedisClients.open(config);
      } catch (JedisException e) { // of a cluster, which is asked for its nodes
        throw new StreamUnavailableException("opening a client for the heartbeat", e);
      }
      client = opened;
    }
    return new RedisLives(opened);
  }

  @Override
  public void note(Life life) {
    open().note(life);
  }

  @Override
  public Sight sight() {
    return open().sight();
  }

  @Override
  public void forget(Collection<String> ids) {
    open().forget(ids);
  }

  @Override
  public String name() {
    return "heartbeat-redis";
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
