package dev.oceanus.notifier.redis;

import dev.oceanus.common.redis.RedisFailure;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisScript;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.story.Page;
import dev.oceanus.notifier.story.Stories;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stories as sorted sets by microseconds, each with a key of its own that expires. Thread-safe. */
public final class RedisStories implements Stories {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Pages are told apart by what they say, so that one which comes again is there once. */
  private static final RedisScript ADD =
      new RedisScript(
          """
          for i = 3, #ARGV, 2 do
            redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1])
          end
          redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[1]))
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """);

  private final UnifiedJedis redis;
  private final Duration kept;

  /**
   * @param kept how long after the last page a story is kept
   */
  public RedisStories(UnifiedJedis redis, Duration kept) {
    this.redis = redis;
    this.kept = kept;
  }

  @Override
  public void add(List<Seen> pages) {
    Map<String, List<String>> byKey = new LinkedHashMap<>();
    for (Seen each : pages) {
      List<String> arguments =
          byKey.computeIfAbsent(
              key(each.site(), each.visitor()),
              key ->
                  new ArrayList<>(List.of(Integer.toString(MOST), Long.toString(kept.toMillis()))));
      arguments.add(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, each.page().at())));
      arguments.add(write(each.page()));
    }
    byKey.forEach(
        (key, arguments) -> {
          Object unused =
              RedisFailure.during(
                  "keeping a visitor's pages", () -> ADD.run(redis, List.of(key), arguments));
        });
  }

  @Override
  public List<Page> of(String site, String visitor) {
    List<String> pages =
        RedisFailure.during(
            "reading a visitor's pages", () -> redis.zrange(key(site, visitor), -MOST, -1));
    return pages.stream().map(RedisStories::read).toList();
  }

  private static String key(String site, String visitor) {
    return RedisKeys.story(NoticeId.hash(List.of(site, visitor)));
  }

  private static String write(Page page) {
    return JSON.createObjectNode()
        .put("at", page.at().toString())
        .put("name", page.name())
        .put("url", page.url())
        .put("title", page.title())
        .toString();
  }

  private static Page read(String text) {
    JsonNode json = JSON.readTree(text);
    return new Page(
        Instant.parse(json.get("at").stringValue()),
        json.get("name").stringValue(),
        json.get("url").stringValue(),
        json.get("title").stringValue());
  }
}
