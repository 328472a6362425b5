package dev.oceanus.notifier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisScript;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.outbox.Queue;
import dev.oceanus.notifier.outbox.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;

/** The queues of targets, and the dead notices. Thread-safe. */
public final class RedisQueue implements Queue, DeadNotices {
  private static final int PAGE = 500;

  private static final RedisScript DUE =
      new RedisScript(
          """
          local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
          local answer = {}
          for _, id in ipairs(ids) do
            local json = redis.call('HGET', KEYS[2], id)
            if json then
              answer[#answer + 1] = json
              answer[#answer + 1] = redis.call('HGET', KEYS[3], id) or '0'
            else
              redis.call('ZREM', KEYS[1], id)
            end
          end
          return answer
          """);

  /** Keys of those that write: fence, queue, notices, tries. */
  private static final RedisScript BEGIN =
      new RedisScript(
          RedisScript.FENCED,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          for i = 2, #ARGV do
            redis.call('HINCRBY', KEYS[4], ARGV[i], 1)
          end
          return 1
          """);

  private static final RedisScript DONE =
      new RedisScript(
          RedisScript.FENCED,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          for i = 2, #ARGV do
            redis.call('ZREM', KEYS[2], ARGV[i])
            redis.call('HDEL', KEYS[3], ARGV[i])
            redis.call('HDEL', KEYS[4], ARGV[i])
          end
          return 1
          """);

  private static final RedisScript POSTPONE =
      new RedisScript(
          RedisScript.FENCED,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          redis.call('ZADD', KEYS[2], 'XX', ARGV[3], ARGV[2])
          return 1
          """);

  /** Further keys: dead, bodies. */
  private static final RedisScript BURY =
      new RedisScript(
          RedisScript.FENCED,
          NoticeLua.KEEP,
          """
          if not fenced(KEYS[1], ARGV[1]) then
            return 0
          end
          local json = redis.call('HGET', KEYS[3], ARGV[2])
          if json then
            local tries = redis.call('HGET', KEYS[4], ARGV[2]) or '0'
            bury(KEYS[5], KEYS[6], ARGV[5], ARGV[3], ARGV[2], tries, ARGV[4], json)
          end
          redis.call('ZREM', KEYS[2], ARGV[2])
          redis.call('HDEL', KEYS[3], ARGV[2])
          redis.call('HDEL', KEYS[4], ARGV[2])
          return 1
          """);

  /** Keys: dead, bodies, queue, notices. */
  private static final RedisScript REVIVE =
      new RedisScript(
          """
          local body = redis.call('HGET', KEYS[2], ARGV[1])
          if not body then
            return 0
          end
          redis.call('HSET', KEYS[4], ARGV[1], ARGV[3])
          redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
          redis.call('ZREM', KEYS[1], ARGV[1])
          redis.call('HDEL', KEYS[2], ARGV[1])
          return 1
          """);

  private final UnifiedJedis redis;
  private final int mostDead;

  /**
   * @param mostDead dead notices that are kept
   */
  public RedisQueue(UnifiedJedis redis, int mostDead) {
    this.redis = redis;
    this.mostDead = mostDead;
  }

  @Override
  public List<Entry> due(String target, Instant now, int most) {
    List<?> answer =
        (List<?>)
            RedisFailure.during(
                "reading the notices of " + target,
                () ->
                    DUE.run(
                        redis,
                        List.of(
                            RedisKeys.noticeQueue(target),
                            RedisKeys.notices(target),
                            RedisKeys.noticeTries(target)),
                        List.of(millis(now), Integer.toString(most))));
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < answer.size(); i += 2) {
      entries.add(
          new Entry(
              WaitingJson.read(text(answer.get(i))), Integer.parseInt(text(answer.get(i + 1)))));
    }
    return entries;
  }

  @Override
  public boolean begin(Lease lease, String target, List<String> ids) {
    return write(BEGIN, "beginning to deliver to ", lease, target, ids);
  }

  @Override
  public boolean done(Lease lease, String target, List<String> ids) {
    return write(DONE, "forgetting what was delivered to ", lease, target, ids);
  }

  @Override
  public boolean postpone(Lease lease, String target, String id, Instant until) {
    return write(POSTPONE, "postponing a notice of ", lease, target, List.of(id, millis(until)));
  }

  @Override
  public boolean bury(Lease lease, String target, String id, String reason, Instant now) {
    return write(
        BURY,
        "giving up a notice of ",
        lease,
        target,
        List.of(id, millis(now), reason.replaceAll("\\s+", " "), Integer.toString(mostDead)));
  }

  private boolean write(
      RedisScript script, String what, Lease lease, String target, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(Long.toString(lease.fence())));
    all.addAll(arguments);
    List<String> keys =
        List.of(
            RedisKeys.noticeFence(target),
            RedisKeys.noticeQueue(target),
            RedisKeys.notices(target),
            RedisKeys.noticeTries(target),
            RedisKeys.deadNotices(),
            RedisKeys.deadNoticeBodies());
    return (Long) RedisFailure.during(what + target, () -> script.run(redis, keys, all)) == 1;
  }

  @Override
  public Depth depth(String target, Instant now) {
    return RedisFailure.during(
        "counting the notices of " + target,
        () -> {
          String queue = RedisKeys.noticeQueue(target);
          long waiting = redis.zcard(queue);
          Instant oldest =
              redis.zrangeWithScores(queue, 0, 0).stream()
                  .map(each -> Instant.ofEpochMilli((long) each.getScore()))
                  .filter(due -> due.isBefore(now))
                  .findFirst()
                  .orElse(now);
          return new Depth(waiting, oldest);
        });
  }

  @Override
  public List<Dead> list(Optional<String> target, Optional<String> rule, int most) {
    List<Dead> dead = new ArrayList<>();
    for (long from = 0; dead.size() < most; from += PAGE) {
      long first = from;
      List<String> ids =
          RedisFailure.during(
              "listing the dead notices",
              () -> redis.zrange(RedisKeys.deadNotices(), first, first + PAGE - 1));
      if (ids.isEmpty()) {
        break;
      }
      List<String> bodies =
          RedisFailure.during(
              "reading the dead notices",
              () -> redis.hmget(RedisKeys.deadNoticeBodies(), ids.toArray(String[]::new)));
      for (String body : bodies) {
        if (body != null && dead.size() < most) {
          Dead each = read(body);
          if (target.stream().allMatch(each.notice().target()::equals)
              && rule.stream().allMatch(each.notice().rule()::equals)) {
            dead.add(each);
          }
        }
      }
    }
    return dead;
  }

  @Override
  public boolean revive(String id, Instant now) {
    String body =
        RedisFailure.during(
            "reading a dead notice", () -> redis.hget(RedisKeys.deadNoticeBodies(), id));
    if (body == null) {
      return false;
    }
    Waiting notice = read(body).notice();
    return (Long)
            RedisFailure.during(
                "reviving a dead notice",
                () ->
                    REVIVE.run(
                        redis,
                        List.of(
                            RedisKeys.deadNotices(),
                            RedisKeys.deadNoticeBodies(),
                            RedisKeys.noticeQueue(notice.target()),
                            RedisKeys.notices(notice.target())),
                        List.of(id, millis(now), WaitingJson.write(notice))))
        == 1;
  }

  @Override
  public long count() {
    return RedisFailure.during(
        "counting the dead notices", () -> redis.zcard(RedisKeys.deadNotices()));
  }

  @Override
  public Optional<Instant> last() {
    return RedisFailure.during(
            "looking for the last dead notice",
            () ->
                redis.zrangeWithScores(
                    RedisKeys.deadNotices(), ZRangeParams.zrangeParams(0, 0).rev()))
        .stream()
        .findFirst()
        .map(each -> Instant.ofEpochMilli((long) each.getScore()));
  }

  /** Tries, time, reason and the notice, each on a line. */
  private static Dead read(String body) {
    String[] parts = body.split("\n", 4);
    return new Dead(
        WaitingJson.read(parts[3]),
        Integer.parseInt(parts[0]),
        parts[2],
        Instant.ofEpochMilli(Long.parseLong(parts[1])));
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }
}
