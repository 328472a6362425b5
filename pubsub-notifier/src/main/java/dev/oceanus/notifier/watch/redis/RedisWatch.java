package dev.oceanus.notifier.watch.redis;

import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.watch.Announcer;
import dev.oceanus.notifier.watch.Watch;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/** What the watch sees and keeps, in Redis. */
public final class RedisWatch {
  private RedisWatch() {}

  /**
   * On this Redis.
   *
   * @param lanes whose readers it watches
   * @param dead notices that were given up
   */
  public static Watch.Parts parts(
      UnifiedJedis redis, Set<Lane> lanes, DeadNotices dead, Announcer announcer) {
    return new Watch.Parts(
        new RedisLives(redis),
        new RedisStreams(lanes, new RedisReader(redis), new RedisCursors(redis)),
        new RedisWatchbook(redis),
        announcer,
        dead::last);
  }
}
