package dev.oceanus.common.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.Lives;
import dev.oceanus.common.beat.SeenLife;
import dev.oceanus.common.life.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lives in two hashes, seen by Redis' own clock. Thread-safe. */
public final class RedisLives implements Lives {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int TEXT_AT_MOST = 500;

  private static final RedisScript NOTE =
      new RedisScript(
          RedisScript.NOW,
          """
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
          local seen_at = now()
          if redis.call('HSET', KEYS[2], ARGV[1], string.format('%.0f', seen_at)) == 1 then
            local seen = redis.call('HGETALL', KEYS[2])
            for i = 1, #seen, 2 do
              if tonumber(seen[i + 1]) < seen_at - tonumber(ARGV[3]) then
                redis.call('HDEL', KEYS[1], seen[i])
                redis.call('HDEL', KEYS[2], seen[i])
              end
            end
          end
          return 1
          """);
  private static final RedisScript SIGHT =
      new RedisScript(
          RedisScript.NOW,
          """
          local answer = {string.format('%.0f', now())}
          local said = redis.call('HGETALL', KEYS[1])
          for i = 1, #said, 2 do
            local seen = redis.call('HGET', KEYS[2], said[i])
            if seen then
              answer[#answer + 1] = seen
              answer[#answer + 1] = said[i + 1]
            end
          end
          return answer
          """);
  private static final RedisScript FORGET =
      new RedisScript(
          """
          for i = 1, #ARGV do
            redis.call('HDEL', KEYS[1], ARGV[i])
            redis.call('HDEL', KEYS[2], ARGV[i])
          end
          return 1
          """);
  private static final List<String> KEYS = List.of(RedisKeys.lives(), RedisKeys.livesSeen());

  private final Supplier<UnifiedJedis> redis;

  public RedisLives(UnifiedJedis redis) {
    this(() -> redis);
  }

  /**
   * @param redis asked each time; throws {@link
   *     dev.oceanus.common.stream.StreamUnavailableException} where there is no client yet
   */
  public RedisLives(Supplier<UnifiedJedis> redis) {
    this.redis = redis;
  }

  @Override
  public void note(Life life) {
    List<String> arguments =
        List.of(life.id(), json(life).toString(), Long.toString(LONGEST.toMillis()));
    Object unused =
        RedisFailure.during(
            "noting that " + life.service() + " lives",
            () -> NOTE.run(redis.get(), KEYS, arguments));
  }

  @Override
  public Sight sight() {
    List<?> answer =
        (List<?>)
            RedisFailure.during("asking who lives", () -> SIGHT.run(redis.get(), KEYS, List.of()));
    List<SeenLife> lives = new ArrayList<>();
    for (int i = 1; i + 1 < answer.size(); i += 2) {
      Life life = life(text(answer.get(i + 1)));
      if (life != null) {
        lives.add(new SeenLife(life, instant(answer.get(i))));
      }
    }
    return new Sight(instant(answer.getFirst()), lives);
  }

  @Override
  public void forget(Collection<String> ids) {
    if (!ids.isEmpty()) {
      Object unused =
          RedisFailure.during(
              "forgetting lives", () -> FORGET.run(redis.get(), KEYS, List.copyOf(ids)));
    }
  }

  private static Instant instant(Object millis) {
    return Instant.ofEpochMilli(Long.parseLong(text(millis)));
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }

  private static ObjectNode json(Life life) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("id", life.id());
    json.put("service", life.service());
    json.put("instance", life.instance());
    json.put("version", life.version());
    json.put("started", life.started().toString());
    json.put("live", life.health().live());
    json.put("ready", life.health().ready());
    json.put("detail", cut(life.health().detail()));
    Life.End end = life.end();
    if (end != null) {
      json.put("code", end.code());
      json.put("reason", cut(end.reason()));
    }
    return json;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= TEXT_AT_MOST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TEXT_AT_MOST)) + "…";
  }

  /** Null for what another release wrote in a way that this one cannot read. */
  private static @Nullable Life life(String text) {
    try {
      JsonNode json = JsonMapper.shared().readTree(text);
      Life.End end =
          json.has("code")
              ? new Life.End(json.path("code").asInt(1), json.path("reason").asString(""))
              : null;
      return new Life(
          json.path("id").asString(""),
          json.path("service").asString(""),
          json.path("instance").asString(""),
          json.path("version").asString(""),
          Instant.parse(json.path("started").asString("")),
          new Health(
              json.path("live").asBoolean(false),
              json.path("ready").asBoolean(false),
              json.path("detail").asString("")),
          end);
    } catch (JacksonException | DateTimeParseException e) {
      return null;
    }
  }
}
