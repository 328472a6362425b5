package dev.oceanus.common.redis;

import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Leases;
import dev.oceanus.common.stream.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * Leases that Redis' own clock ends. A fence is at least Redis' time in milliseconds, so that it
 * goes on rising when the data that remembers the last one is lost. Thread-safe.
 */
public final class RedisLeases implements Leases {
  private static final RedisScript ACQUIRE =
      new RedisScript(
          RedisScript.NOW,
          """
          local owner = redis.call('HGET', KEYS[1], 'owner')
          if owner and owner ~= ARGV[1] then
            return ''
          end
          local last = tonumber(redis.call('GET', KEYS[2]) or '0')
          local fence = string.format('%.0f', math.max(last + 1, now()))
          redis.call('SET', KEYS[2], fence)
          redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', fence)
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return fence
          """);
  private static final String HELD =
      """
      local held = redis.call('HGET', KEYS[1], 'owner') == ARGV[1]
        and redis.call('HGET', KEYS[1], 'fence') == ARGV[2]
      """;
  private static final RedisScript RENEW =
      new RedisScript(
          HELD,
          """
          if held then
            return redis.call('PEXPIRE', KEYS[1], ARGV[3])
          end
          return 0
          """);
  private static final RedisScript RELEASE =
      new RedisScript(
          HELD,
          """
          if held then
            redis.call('DEL', KEYS[1])
          end
          return 0
          """);

  private final UnifiedJedis redis;

  public RedisLeases(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public Optional<Lease> acquire(String lane, Reader reader, String owner, Duration ttl) {
    List<String> keys = List.of(RedisKeys.lease(lane, reader), RedisKeys.fence(lane, reader));
    List<String> arguments = List.of(owner, Long.toString(ttl.toMillis()));
    Object answer =
        RedisFailure.during(
            "acquiring the lease of " + lane, () -> ACQUIRE.run(redis, keys, arguments));
    String fence = new String((byte[]) answer, StandardCharsets.UTF_8);
    return fence.isEmpty()
        ? Optional.empty()
        : Optional.of(new Lease(lane, reader, owner, Long.parseLong(fence)));
  }

  @Override
  public boolean renew(Lease lease, Duration ttl) {
    Object answer =
        RedisFailure.during(
            "renewing the lease of " + lease.lane(),
            () ->
                RENEW.run(
                    redis,
                    List.of(RedisKeys.lease(lease.lane(), lease.reader())),
                    List.of(
                        lease.owner(),
                        Long.toString(lease.fence()),
                        Long.toString(ttl.toMillis()))));
    return (Long) answer == 1;
  }

  @Override
  public void release(Lease lease) {
    Object unused =
        RedisFailure.during(
            "releasing the lease of " + lease.lane(),
            () ->
                RELEASE.run(
                    redis,
                    List.of(RedisKeys.lease(lease.lane(), lease.reader())),
                    List.of(lease.owner(), Long.toString(lease.fence()))));
  }
}
