package dev.oceanus.common.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.Cursors;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** Cursors and trimming; each write checks the lease's fence in the same script. Thread-safe. */
public final class RedisCursors implements Cursors {
  private static final RedisScript ADVANCE =
      new RedisScript(
          RedisScript.FENCED,
          RedisScript.IDS,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          local at = redis.call('GET', KEYS[2])
          if not at or above(ARGV[2], at) then
            redis.call('SET', KEYS[2], ARGV[2])
          end
          if ARGV[3] ~= '' then
            redis.call('PEXPIRE', KEYS[2], ARGV[3])
          end
          return 1
          """);
  private static final RedisScript TRIM =
      new RedisScript(
          RedisScript.FENCED,
          RedisScript.IDS,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          local lowest
          for i = 3, #KEYS do
            local at = redis.call('GET', KEYS[i])
            if not at and ARGV[i - 1] == 'needed' then
              return 0
            end
            if at and (not lowest or above(lowest, at)) then
              lowest = at
            end
          end
          local ms, n = string.match(lowest, '^(%d+)-(%d+)$')
          local keep = ms .. '-' .. string.format('%.0f', tonumber(n) + 1)
          return redis.call('XTRIM', KEYS[2], 'MINID', keep)
          """);
  private static final RedisScript RAISE =
      new RedisScript(
          RedisScript.FENCED,
          RedisScript.IDS,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          if above(ARGV[2], last_generated(KEYS[2])) then
            redis.call('XADD', KEYS[2], ARGV[2], 'e', '')
            redis.call('XDEL', KEYS[2], ARGV[2])
          end
          return 1
          """);

  private final UnifiedJedis redis;

  public RedisCursors(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public EntryId position(Shard shard, Reader reader) {
    byte[] key = RedisKeys.cursor(shard, reader).getBytes(UTF_8);
    byte[] at = RedisFailure.during("reading the cursor of " + shard, () -> redis.get(key));
    return at == null ? EntryId.ZERO : EntryId.parse(new String(at, UTF_8));
  }

  @Override
  public boolean advance(Lease lease, Shard shard, EntryId to) {
    List<String> keys =
        List.of(RedisKeys.fence(shard, lease.reader()), RedisKeys.cursor(shard, lease.reader()));
    List<String> arguments =
        List.of(
            Long.toString(lease.fence()),
            to.toString(),
            lease.reader().rememberedFor().map(time -> Long.toString(time.toMillis())).orElse(""));
    Object answer =
        RedisFailure.during(
            "advancing the cursor of " + shard, () -> ADVANCE.run(redis, keys, arguments));
    return (Long) answer == 1;
  }

  @Override
  public long trim(Lease lease, Shard shard) {
    List<String> keys = new ArrayList<>();
    keys.add(RedisKeys.fence(shard, lease.reader()));
    keys.add(RedisKeys.events(shard));
    List<String> arguments = new ArrayList<>(List.of(Long.toString(lease.fence())));
    for (Reader reader : Reader.values()) {
      keys.add(RedisKeys.cursor(shard, reader));
      arguments.add(reader.rememberedFor().isPresent() ? "optional" : "needed");
    }
    return (Long) RedisFailure.during("trimming " + shard, () -> TRIM.run(redis, keys, arguments));
  }

  @Override
  public boolean raiseLastGenerated(Lease lease, Shard shard, EntryId floor) {
    List<String> keys = List.of(RedisKeys.fence(shard, lease.reader()), RedisKeys.events(shard));
    List<String> arguments = List.of(Long.toString(lease.fence()), floor.toString());
    Object answer =
        RedisFailure.during(
            "raising the last id of " + shard, () -> RAISE.run(redis, keys, arguments));
    return (Long) answer == 1;
  }
}
