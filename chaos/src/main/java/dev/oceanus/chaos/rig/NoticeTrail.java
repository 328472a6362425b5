package dev.oceanus.chaos.rig;

import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.notifier.outbox.NoticeId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/**
 * How far an event has come on its way to people, by what notifiers have left in Redis. Used by one
 * thread.
 */
final class NoticeTrail implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final UnifiedJedis redis;
  private final String rule;
  private final String target;

  /**
   * @param rule the one that tells of every event, by its first action
   */
  NoticeTrail(String url, String rule, String target) {
    this.redis = RedisClients.standalone(URI.create(url), null, TIMEOUT);
    this.rule = rule;
    this.target = target;
  }

  /** In words. */
  String of(String event) {
    String notice = NoticeId.of(rule, 0, event);
    if (redis.hexists(RedisKeys.notices(target), notice)) {
      return "its notice waits";
    }
    if (redis.hexists(RedisKeys.deadNoticeBodies(), notice)) {
      return "its notice was given up";
    }
    return redis.exists(RedisKeys.noticeMark(rule, NoticeId.hash(List.of(event))))
        ? "a notifier has taken it, and its notice is gone"
        : "no notifier has taken it";
  }

  @Override
  public void close() {
    redis.close();
  }
}
