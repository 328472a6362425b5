package dev.oceanus.collector.redis;

import dev.oceanus.collector.privacy.SaltExchange;
import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** Salts as keys that expire; the first to set one wins. Thread-safe. */
final class RedisSalts implements SaltExchange {
  private final UnifiedJedis redis;

  RedisSalts(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public byte[] agree(LocalDate day, byte[] proposal, Duration life) {
    String what = "agreeing on the salt of " + day;
    String key = RedisKeys.dailySalt(day);
    String mine = HexFormat.of().formatHex(proposal);
    String agreed = RedisFailure.during(what, () -> first(key, mine, life));
    if (agreed == null) {
      throw new StreamUnavailableException(what + ": " + key + " expired meanwhile", null);
    }
    if (agreed.length() != mine.length()) {
      throw new IllegalStateException(
          what + ": " + key + " must hold " + mine.length() + " digits, found " + agreed.length());
    }
    return HexFormat.of().parseHex(agreed);
  }

  private @Nullable String first(String key, String mine, Duration life) {
    redis.set(key, mine, SetParams.setParams().nx().px(life.toMillis()));
    return redis.get(key);
  }
}
