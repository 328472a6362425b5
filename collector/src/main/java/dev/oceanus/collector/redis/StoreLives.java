package dev.oceanus.collector.redis;

import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.Lives;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** Lives in a Redis that may not have been reached yet. Thread-safe. */
record StoreLives(Supplier<@Nullable UnifiedJedis> client) implements Lives {
  private Lives open() {
    UnifiedJedis opened = client.get();
    if (opened == null) {
      throw new StreamUnavailableException("noting who lives: Redis has not answered yet", null);
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
}
