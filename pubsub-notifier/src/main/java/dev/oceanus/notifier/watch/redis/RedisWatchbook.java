package dev.oceanus.notifier.watch.redis;

import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisScript;
import dev.oceanus.notifier.watch.Watchbook;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One key that holds all of it as JSON. Thread-safe. */
public final class RedisWatchbook implements Watchbook {
  private static final Logger logger = LoggerFactory.getLogger(RedisWatchbook.class);

  private static final RedisScript REPLACE =
      new RedisScript(
          """
          if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
            return 0
          end
          redis.call('SET', KEYS[1], ARGV[2])
          return 1
          """);

  private final UnifiedJedis redis;

  public RedisWatchbook(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public Reading read() {
    String text =
        RedisFailure.during(
            "reading what the watch remembers", () -> redis.get(RedisKeys.watchbook()));
    if (text == null) {
      return new Reading(Page.EMPTY, "");
    }
    try {
      return new Reading(JsonMapper.shared().readValue(text, Page.class), text);
    } catch (JacksonException e) {
      logger.warn("what the watch remembers cannot be read: begun anew", e);
      return new Reading(Page.EMPTY, text);
    }
  }

  @Override
  public Optional<Reading> write(Reading before, Page page) {
    String text = JsonMapper.shared().writeValueAsString(page);
    Object answer =
        RedisFailure.during(
            "writing what the watch remembers",
            () -> REPLACE.run(redis, List.of(RedisKeys.watchbook()), List.of(before.text(), text)));
    return (Long) answer == 1 ? Optional.of(new Reading(page, text)) : Optional.empty();
  }
}
