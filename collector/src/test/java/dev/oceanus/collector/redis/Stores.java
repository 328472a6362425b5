package dev.oceanus.collector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.config.RedisConfig;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;

/** Stores on a test's Redis, and what they have written. */
final class Stores {
  private static final Pattern EVENT_ID = Pattern.compile("\"event_id\":\"([^\"]*)\"");

  private Stores() {}

  static RedisStore on(String url, String... allowUnsafe) {
    return new RedisStore(
        new RedisConfig(
            URI.create(url),
            RedisConfig.Mode.STANDALONE,
            null,
            Duration.ofMillis(500),
            List.of(allowUnsafe)));
  }

  /** Ids of a site's events in the order of its stream. */
  static List<String> eventIds(RedisServer server, Site site) {
    URI url = URI.create(server.url());
    try (UnifiedJedis redis = RedisClients.standalone(url, null, Duration.ofSeconds(5))) {
      return new RedisReader(redis)
          .read(site.lane().shard(0), EntryId.ZERO, EntryId.MAX, 100_000).stream()
              .map(Stores::eventId)
              .toList();
    }
  }

  private static String eventId(Entry entry) {
    Matcher id = EVENT_ID.matcher(new String(entry.event(), UTF_8));
    return id.find() ? id.group(1) : "none";
  }
}
