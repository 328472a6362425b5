package dev.oceanus.common.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** What the tests of this package share: a client of a test's Redis, and lanes of their own. */
final class RedisFixture {
  private RedisFixture() {}

  static UnifiedJedis client(RedisServer server) {
    return RedisClients.standalone(URI.create(server.url()), null, Duration.ofSeconds(2));
  }

  /** A lane that no other test uses. */
  static Lane lane(int shards) {
    return new Lane("t" + Long.toUnsignedString(System.nanoTime(), 36), shards);
  }

  static MicroBatch batch(Shard shard, String producer, long sequence, String... events) {
    return new MicroBatch(
        shard, producer, sequence, Arrays.stream(events).map(e -> e.getBytes(UTF_8)).toList());
  }

  static AppendOutcome append(RedisAppender appender, MicroBatch batch) {
    return appender.append(List.of(batch)).getFirst();
  }

  static List<String> events(RedisReader reader, Shard shard) {
    return reader.read(shard, EntryId.ZERO, EntryId.MAX, 10_000).stream()
        .map(Entry::event)
        .map(bytes -> new String(bytes, UTF_8))
        .toList();
  }
}
