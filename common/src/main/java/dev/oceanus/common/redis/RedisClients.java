package dev.oceanus.common.redis;

import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.config.Secret;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

/** Opens pooled clients. Nothing is sent before the first call on a single Redis. */
public final class RedisClients {
  private static final int DEFAULT_PORT = 6379;
  private static final int CONNECTIONS = 32;

  private RedisClients() {}

  /**
   * A client as the settings want it.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if it is a cluster that cannot be asked
   */
  public static UnifiedJedis open(RedisConfig config) {
    return switch (config.mode()) {
      case STANDALONE -> standalone(config.url(), config.password(), config.timeout());
      case CLUSTER -> cluster(config.url(), config.password(), config.timeout());
    };
  }

  /** A component that does nothing but close this client, after all who use it. */
  public static Component closing(UnifiedJedis client) {
    return new Component() {
      @Override
      public String name() {
        return "redis";
      }

      @Override
      public void start() {}

      @Override
      public Health check() {
        return Health.READY;
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  /**
   * A client of one Redis.
   *
   * @param url {@code redis://[user:password@]host[:port]}, or {@code rediss://} for TLS
   * @param password in place of the one in the URL; null for that one, or none
   * @param timeout for connecting, and for each answer
   */
  public static UnifiedJedis standalone(URI url, @Nullable Secret password, Duration timeout) {
    return RedisClient.builder()
        .hostAndPort(hostAndPort(url))
        .clientConfig(clientConfig(url, password, timeout))
        .poolConfig(pool(timeout))
        .build();
  }

  /**
   * A client of a Redis Cluster, which asks the node at {@code url} for the others at once.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if that node cannot be asked
   */
  public static UnifiedJedis cluster(URI url, @Nullable Secret password, Duration timeout) {
    return RedisClusterClient.builder()
        .nodes(Set.of(hostAndPort(url)))
        .clientConfig(clientConfig(url, password, timeout))
        .poolConfig(pool(timeout))
        .maxAttempts(3)
        .maxTotalRetriesDuration(timeout)
        .build();
  }

  private static HostAndPort hostAndPort(URI url) {
    return new HostAndPort(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort());
  }

  private static DefaultJedisClientConfig clientConfig(
      URI url, @Nullable Secret password, Duration timeout) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .autoNegotiateProtocol(false)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .timeoutMillis(Math.toIntExact(timeout.toMillis()));
    if ("rediss".equals(url.getScheme())) {
      config.sslOptions(SslOptions.defaults());
    }
    String userInfo = url.getUserInfo();
    if (userInfo != null) {
      int colon = userInfo.indexOf(':');
      String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
      if (!user.isEmpty()) {
        config.user(user);
      }
      if (colon >= 0) {
        config.password(userInfo.substring(colon + 1));
      }
    }
    if (password != null) {
      config.password(password.reveal());
    }
    return config.build();
  }

  private static ConnectionPoolConfig pool(Duration timeout) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    pool.setMaxWait(timeout);
    return pool;
  }
}
