package dev.oceanus.notifier.redis;

/** Lua that several scripts share. */
final class NoticeLua {
  /**
   * {@code bury(zset, hash, most, now, notice)} keeps a dead notice and drops the oldest beyond as
   * many; {@code push(keys, ...)} keeps a waiting one, or buries it where too many wait.
   */
  static final String KEEP =
      """
      local function bury(dead, bodies, most, now, id, tries, reason, json)
        redis.call('ZADD', dead, now, id)
        redis.call('HSET', bodies, id, tries .. '\\n' .. now .. '\\n' .. reason .. '\\n' .. json)
        while redis.call('ZCARD', dead) > tonumber(most) do
          local oldest = redis.call('ZPOPMIN', dead)
          redis.call('HDEL', bodies, oldest[1])
        end
      end
      local function push(queue, notices, dead, bodies, limits, now, id, due, json)
        if redis.call('HEXISTS', notices, id) == 1 then
          return 0
        end
        if redis.call('ZCARD', queue) >= tonumber(limits[1]) then
          bury(dead, bodies, limits[2], now, id, 0, 'too many notices wait for the target', json)
          return 0
        end
        redis.call('HSET', notices, id, json)
        redis.call('ZADD', queue, due, id)
        return 1
      end
      """;

  private NoticeLua() {}
}
