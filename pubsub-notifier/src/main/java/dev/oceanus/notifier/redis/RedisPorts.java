package dev.oceanus.notifier.redis;

import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.notifier.flow.NotifierPorts;
import dev.oceanus.notifier.outbox.DeadNotices;
import java.time.Duration;
import redis.clients.jedis.UnifiedJedis;

/** All that the notifier keeps, in Redis. */
public final class RedisPorts {
  private RedisPorts() {}

  /**
   * On this Redis.
   *
   * @param mostWaiting notices of each target that may wait
   * @param storyAge how long after the last page a visitor's story is kept
   */
  public static NotifierPorts of(UnifiedJedis redis, int mostWaiting, Duration storyAge) {
    RedisOutbox outbox = new RedisOutbox(redis, mostWaiting, DeadNotices.MOST);
    RedisQueue queue = new RedisQueue(redis, DeadNotices.MOST);
    return new NotifierPorts(
        outbox, outbox, queue, queue, new RedisStories(redis, storyAge), new RedisLeases(redis));
  }
}
