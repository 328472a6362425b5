package dev.oceanus.notifier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisScript;
import dev.oceanus.notifier.outbox.Digests;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** What follows from events, and digests, each change one script. Thread-safe. */
public final class RedisOutbox implements Outbox, Digests {
  /** Keys: mark, throttle, digests, digest, samples, dead, bodies, then two of each notice. */
  private static final RedisScript TAKE =
      new RedisScript(
          NoticeLua.KEEP,
          """
          if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then
            return 'REPEATED'
          end
          if ARGV[2] ~= '' then
            local times = redis.call('INCR', KEYS[2])
            if times == 1 then
              redis.call('PEXPIRE', KEYS[2], ARGV[3])
            end
            if times > tonumber(ARGV[2]) then
              return 'THROTTLED'
            end
          end
          local now = ARGV[4]
          if ARGV[5] ~= '' then
            redis.call('HINCRBY', KEYS[4], 'count', 1)
            redis.call('HSETNX', KEYS[4], 'since', now)
            if redis.call('LLEN', KEYS[5]) < tonumber(ARGV[8]) then
              redis.call('RPUSH', KEYS[5], ARGV[7])
            end
            redis.call('ZADD', KEYS[3], 'NX', ARGV[5], ARGV[6])
            return 'GATHERED'
          end
          local limits = {ARGV[9], ARGV[10]}
          local key = 8
          for i = 11, #ARGV, 3 do
            push(KEYS[key], KEYS[key + 1], KEYS[6], KEYS[7], limits, now,
              ARGV[i], ARGV[i + 1], ARGV[i + 2])
            key = key + 2
          end
          return 'ENQUEUED'
          """);

  /**
   * Keys: digests, closed digests. The keys of a digest are made of its rule's name; they share the
   * tag of these.
   */
  private static final RedisScript NEXT =
      new RedisScript(
          """
          local closed = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
          if #closed == 0 then
            local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1],
              'WITHSCORES', 'LIMIT', 0, 1)
            if #due == 0 then
              return {}
            end
            redis.call('ZREM', KEYS[1], due[1])
            if redis.call('EXISTS', ARGV[2] .. due[1]) == 0 then
              return {}
            end
            redis.call('RENAME', ARGV[2] .. due[1], ARGV[4] .. due[1])
            if redis.call('EXISTS', ARGV[3] .. due[1]) == 1 then
              redis.call('RENAME', ARGV[3] .. due[1], ARGV[5] .. due[1])
            end
            redis.call('ZADD', KEYS[2], due[2], due[1])
            closed = due
          end
          local rule = closed[1]
          local answer = {rule, string.format('%.0f', tonumber(closed[2])),
            redis.call('HGET', ARGV[4] .. rule, 'since') or '0',
            redis.call('HGET', ARGV[4] .. rule, 'count') or '0'}
          for _, sample in ipairs(redis.call('LRANGE', ARGV[5] .. rule, 0, -1)) do
            answer[#answer + 1] = sample
          end
          return answer
          """);

  /** Keys: dead, bodies, closed digests, the closed one, its samples, then two of each notice. */
  private static final RedisScript END =
      new RedisScript(
          NoticeLua.KEEP,
          """
          local due = redis.call('ZSCORE', KEYS[3], ARGV[4])
          if not due or tonumber(due) ~= tonumber(ARGV[5]) then
            return 0
          end
          local limits = {ARGV[2], ARGV[3]}
          local key = 6
          for i = 6, #ARGV, 3 do
            push(KEYS[key], KEYS[key + 1], KEYS[1], KEYS[2], limits, ARGV[1],
              ARGV[i], ARGV[i + 1], ARGV[i + 2])
            key = key + 2
          end
          redis.call('ZREM', KEYS[3], ARGV[4])
          redis.call('DEL', KEYS[4], KEYS[5])
          return 1
          """);

  private final UnifiedJedis redis;
  private final int mostWaiting;
  private final int mostDead;

  /**
   * @param mostWaiting notices of each target that may wait
   * @param mostDead dead notices that are kept
   */
  public RedisOutbox(UnifiedJedis redis, int mostWaiting, int mostDead) {
    this.redis = redis;
    this.mostWaiting = mostWaiting;
    this.mostDead = mostDead;
  }

  @Override
  public Outcome take(Match match, Instant now) {
    String event = NoticeId.hash(List.of(match.event()));
    List<String> keys = new ArrayList<>();
    keys.add(RedisKeys.noticeMark(match.rule(), event));
    keys.add(RedisKeys.noticeThrottle(match.rule(), match.limit().map(Limit::key).orElse("")));
    keys.add(RedisKeys.digests());
    keys.add(RedisKeys.digest(match.rule()));
    keys.add(RedisKeys.digestSamples(match.rule()));
    addDead(keys);
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(MARK.toMillis()));
    arguments.add(match.limit().map(limit -> Integer.toString(limit.most())).orElse(""));
    arguments.add(match.limit().map(limit -> Long.toString(limit.per().toMillis())).orElse(""));
    arguments.add(millis(now));
    Optional<Gathering> gathering = match.gathering();
    arguments.add(gathering.map(each -> millis(each.at())).orElse(""));
    arguments.add(match.rule());
    arguments.add(gathering.map(Gathering::sample).orElse(""));
    arguments.add(gathering.map(each -> Integer.toString(each.most())).orElse(""));
    addLimits(arguments);
    add(match.due(), keys, arguments);
    byte[] answer =
        (byte[])
            RedisFailure.during(
                "keeping what follows of rule " + match.rule(),
                () -> TAKE.run(redis, keys, arguments));
    return Outcome.valueOf(new String(answer, UTF_8));
  }

  @Override
  public Optional<Closed> next(Instant now) {
    List<?> answer =
        (List<?>)
            RedisFailure.during(
                "looking for digests",
                () ->
                    NEXT.run(
                        redis,
                        List.of(RedisKeys.digests(), RedisKeys.closedDigests()),
                        List.of(
                            millis(now),
                            RedisKeys.digest(""),
                            RedisKeys.digestSamples(""),
                            RedisKeys.closedDigest(""),
                            RedisKeys.closedDigestSamples(""))));
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = answer.stream().map(each -> new String((byte[]) each, UTF_8)).toList();
    return Optional.of(
        new Closed(
            texts.get(0),
            Instant.ofEpochMilli(Long.parseLong(texts.get(2))),
            Instant.ofEpochMilli(Long.parseLong(texts.get(1))),
            Long.parseLong(texts.get(3)),
            texts.subList(4, texts.size())));
  }

  @Override
  public boolean end(Closed digest, List<Due> notices, Instant now) {
    List<String> keys = new ArrayList<>();
    addDead(keys);
    keys.add(RedisKeys.closedDigests());
    keys.add(RedisKeys.closedDigest(digest.rule()));
    keys.add(RedisKeys.closedDigestSamples(digest.rule()));
    List<String> arguments = new ArrayList<>(List.of(millis(now)));
    addLimits(arguments);
    arguments.add(digest.rule());
    arguments.add(millis(digest.due()));
    add(notices, keys, arguments);
    return (Long)
            RedisFailure.during(
                "ending the digest of " + digest.rule(), () -> END.run(redis, keys, arguments))
        == 1;
  }

  private static void addDead(List<String> keys) {
    keys.add(RedisKeys.deadNotices());
    keys.add(RedisKeys.deadNoticeBodies());
  }

  private void addLimits(List<String> arguments) {
    arguments.add(Integer.toString(mostWaiting));
    arguments.add(Integer.toString(mostDead));
  }

  private static void add(List<Due> notices, List<String> keys, List<String> arguments) {
    for (Due each : notices) {
      keys.add(RedisKeys.noticeQueue(each.notice().target()));
      keys.add(RedisKeys.notices(each.notice().target()));
      arguments.add(each.notice().id());
      arguments.add(millis(each.at()));
      arguments.add(WaitingJson.write(each.notice()));
    }
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }
}
