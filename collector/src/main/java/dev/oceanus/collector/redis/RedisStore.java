package dev.oceanus.collector.redis;

import dev.oceanus.collector.backlog.StreamLengths;
import dev.oceanus.collector.commit.StoreProbe;
import dev.oceanus.collector.privacy.SaltExchange;
import dev.oceanus.common.beat.Lives;
import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.redis.RedisAppender;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisDurability;
import dev.oceanus.common.redis.RedisDurability.Finding;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamAppender;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis as the collector uses it: written to only once it has been seen to keep what it confirms.
 * While it cannot be asked, nothing is stored, and asking goes on. Thread-safe.
 */
public final class RedisStore
    implements Component, StreamAppender, StoreProbe, StreamLengths, SaltExchange {
  private static final Logger logger = LoggerFactory.getLogger(RedisStore.class);

  private final RedisConfig config;
  private volatile @Nullable UnifiedJedis client;
  private volatile @Nullable StreamAppender trusted;
  private volatile @Nullable RedisSalts salts;

  public RedisStore(RedisConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "collector-redis";
  }

  /**
   * Asks Redis for the first time.
   *
   * @throws StartException if it would lose what it confirms
   */
  @Override
  public void start() {
    if (!answers()) {
      logger.warn("Redis at {} does not answer yet; asking again", address());
    }
  }

  /**
   * Whether Redis answers.
   *
   * @throws StartException if it is found to lose what it confirms
   */
  @Override
  public synchronized boolean answers() {
    try {
      UnifiedJedis opened = client;
      if (opened == null) {
        opened = RedisClients.open(config);
        client = opened;
      }
      if (trusted == null) {
        judge(RedisDurability.check(opened, config.allowUnsafe()));
        salts = new RedisSalts(opened);
        trusted = new RedisAppender(opened);
      } else {
        opened.ping();
      }
      return true;
    } catch (JedisException | StreamUnavailableException e) {
      return false;
    }
  }

  private void judge(Finding finding) {
    switch (finding) {
      case Finding.Durable() -> {}
      case Finding.Closed() ->
          logger.warn(
              "Redis at {} does not tell its settings: see for yourself that it has appendonly yes,"
                  + " appendfsync always and maxmemory-policy noeviction",
              address());
      case Finding.Unsafe(List<String> faults) ->
          throw new StartException(
              "Redis at "
                  + address()
                  + " would lose confirmed events: "
                  + String.join("; ", faults)
                  + " (OCEANUS_REDIS_ALLOW_UNSAFE allows it by name)");
    }
  }

  private String address() {
    return config.url().getHost() + ":" + config.url().getPort();
  }

  @Override
  public List<AppendOutcome> append(List<MicroBatch> batches) {
    StreamAppender appender = trusted;
    if (appender == null) {
      AppendOutcome unconfirmed = new AppendOutcome.Unconfirmed("not connected");
      return batches.stream().map(batch -> unconfirmed).toList();
    }
    return appender.append(batches);
  }

  @Override
  public OptionalLong total(List<Shard> shards) {
    UnifiedJedis opened = client;
    if (opened == null) {
      return OptionalLong.empty();
    }
    try {
      long total = 0;
      for (Shard shard : shards) {
        total += opened.xlen(RedisKeys.events(shard));
      }
      return OptionalLong.of(total);
    } catch (JedisException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public byte[] agree(LocalDate day, byte[] proposal, Duration life) {
    RedisSalts open = salts;
    if (open == null) {
      throw new StreamUnavailableException(
          "agreeing on the salt of " + day + ": not connected", null);
    }
    return open.agree(day, proposal, life);
  }

  /** Where it is told that this process lives. */
  public Lives lives() {
    return new RedisLives(this::opened);
  }

  private UnifiedJedis opened() {
    UnifiedJedis opened = client;
    if (opened == null) {
      throw new StreamUnavailableException("noting who lives: Redis has not answered yet", null);
    }
    return opened;
  }

  @Override
  public Health check() {
    // Whether events can be kept all the same is for the committer to say: there may be a spool.
    return trusted == null ? Health.degraded("Redis has not answered yet") : Health.READY;
  }

  @Override
  public synchronized void close() {
    UnifiedJedis open = client;
    if (open != null) {
      client = null;
      open.close();
    }
  }
}
