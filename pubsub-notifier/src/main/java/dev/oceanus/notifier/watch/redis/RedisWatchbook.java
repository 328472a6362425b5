package dev.oceanus.notifier.watch.redis;

import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.notifier.watch.Watchbook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One key that holds all of it as JSON. Thread-safe. */
public final class RedisWatchbook implements Watchbook {
  private static final Logger logger = LoggerFactory.getLogger(RedisWatchbook.class);

  private final UnifiedJedis redis;

  public RedisWatchbook(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public Page read() {
    String text =
        RedisFailure.during(
            "reading what the watch remembers", () -> redis.get(RedisKeys.watchbook()));
    if (text == null) {
      return Page.EMPTY;
    }
    try {
      return JsonMapper.shared().readValue(text, Page.class);
    } catch (JacksonException e) {
      logger.warn("what the watch remembers cannot be read: begun anew", e);
      return Page.EMPTY;
    }
  }

  @Override
  public void write(Page page) {
    String text = JsonMapper.shared().writeValueAsString(page);
    Object unused =
        RedisFailure.during(
            "writing what the watch remembers", () -> redis.set(RedisKeys.watchbook(), text));
  }
}
