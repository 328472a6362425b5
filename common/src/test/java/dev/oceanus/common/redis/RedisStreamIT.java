package dev.oceanus.common.redis;

import static dev.oceanus.common.redis.RedisFixture.append;
import static dev.oceanus.common.redis.RedisFixture.batch;
import static dev.oceanus.common.redis.RedisFixture.events;
import static dev.oceanus.common.redis.RedisFixture.lane;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.AppendOutcome.Stored;
import dev.oceanus.common.stream.AppendOutcome.Unconfirmed;
import dev.oceanus.common.stream.Entry;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** Appending and reading on a real Redis. */
class RedisStreamIT {
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = RedisFixture.client(server);

  private final Lane lane = lane(3);
  private final Shard shard = lane.shard(0);
  private final RedisAppender appender = new RedisAppender(redis);
  private final RedisReader reader = new RedisReader(redis);

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  @Test
  void keepsOrderAndBytes() {
    assertThat(append(appender, batch(shard, "p", 1, "海", "\r\n\0", "")))
        .isEqualTo(new Stored(false));
    assertThat(append(appender, batch(shard, "p", 2, "b"))).isEqualTo(new Stored(false));

    assertThat(events(reader, shard)).containsExactly("海", "\r\n\0", "", "b");
    assertThat(reader.length(shard)).isEqualTo(4);
  }

  @Test
  void addsNothingForASequenceSeenBefore() {
    append(appender, batch(shard, "p", 5, "a"));

    assertThat(append(appender, batch(shard, "p", 5, "a"))).isEqualTo(new Stored(true));
    assertThat(append(appender, batch(shard, "p", 4, "z"))).isEqualTo(new Stored(true));
    assertThat(append(appender, batch(shard, "q", 5, "b"))).isEqualTo(new Stored(false));

    assertThat(events(reader, shard)).containsExactly("a", "b");
  }

  @Test
  void keepsLargeSequencesExactly() {
    long large = 9_007_199_254_740_991L;
    append(appender, batch(shard, "p", large - 1, "a"));
    append(appender, batch(shard, "p", large, "b"));
    append(appender, batch(shard, "p", large, "b"));

    assertThat(events(reader, shard)).containsExactly("a", "b");
  }

  @Test
  void storesSeveralMicroBatchesOfAProducerInTheirOrder() {
    append(appender, batch(shard, "p", 3, "c"));

    assertThat(
            appender.append(
                List.of(
                    batch(shard, "p", 2, "b"),
                    batch(shard, "p", 3, "c"),
                    batch(shard, "q", 1, "x"),
                    batch(shard, "p", 4, "d1", "d2"),
                    batch(lane.shard(1), "p", 5, "other"),
                    batch(shard, "p", 6, "f"))))
        .containsExactly(
            new Stored(true),
            new Stored(true),
            new Stored(false),
            new Stored(false),
            new Stored(false),
            new Stored(false));
    assertThat(append(appender, batch(shard, "p", 5, "late"))).isEqualTo(new Stored(true));

    assertThat(events(reader, shard)).containsExactly("c", "d1", "d2", "f", "x");
    assertThat(events(reader, lane.shard(1))).containsExactly("other");
  }

  @Test
  void storesSeveralMicroBatchesOfAProducerTogetherOrNotAtAll() {
    redis.configSet("maxmemory", "1");
    List<MicroBatch> batches =
        IntStream.rangeClosed(1, 50).mapToObj(i -> batch(shard, "p", i, "event " + i)).toList();
    try {
      assertThat(appender.append(batches))
          .hasSize(50)
          .allMatch(outcome -> outcome.equals(new Unconfirmed("out-of-memory")));
    } finally {
      redis.configSet("maxmemory", "0");
    }
    assertThat(appender.append(batches)).allMatch(outcome -> outcome.equals(new Stored(false)));
    assertThat(events(reader, shard)).hasSize(50).startsWith("event 1").endsWith("event 50");
  }

  @Test
  void storesSeveralShardsInOneCall() {
    List<MicroBatch> batches =
        lane.all().stream().map(each -> batch(each, "p", 1, "to " + each.index())).toList();

    assertThat(appender.append(batches)).containsOnly(new Stored(false)).hasSize(3);
    assertThat(appender.append(batches)).containsOnly(new Stored(true)).hasSize(3);

    for (Shard each : lane.all()) {
      assertThat(events(reader, each)).containsExactly("to " + each.index());
    }
  }

  @Test
  void goesOnAfterRedisForgotItsScripts() {
    redis.scriptFlush("any");
    List<MicroBatch> batches = lane.all().stream().map(each -> batch(each, "p", 1, "a")).toList();
    assertThat(appender.append(batches)).containsOnly(new Stored(false)).hasSize(3);
    redis.scriptFlush("any");
    assertThat(append(appender, batch(shard, "p", 2, "b"))).isEqualTo(new Stored(false));
  }

  @Test
  void takesAThousandEventsAtOnce() {
    String[] thousand = IntStream.range(0, 1000).mapToObj(i -> "e" + i).toArray(String[]::new);
    append(appender, batch(shard, "p", 1, thousand));
    assertThat(events(reader, shard)).containsExactly(thousand);
  }

  @Test
  void readsBehindACursorUpToABoundary() {
    append(appender, batch(shard, "p", 1, "a", "b", "c", "d"));
    List<Entry> all = reader.read(shard, EntryId.ZERO, EntryId.MAX, 10);

    assertThat(reader.read(shard, all.get(0).id(), all.get(2).id(), 10))
        .extracting(entry -> new String(entry.event(), UTF_8))
        .containsExactly("b", "c");
    assertThat(reader.read(shard, EntryId.ZERO, EntryId.MAX, 2)).isEqualTo(all.subList(0, 2));
    assertThat(reader.lastGenerated(shard)).isEqualTo(all.getLast().id());
  }

  @Test
  void readsAnEmptyStreamAsEmpty() {
    assertThat(reader.read(shard, EntryId.ZERO, EntryId.MAX, 10)).isEmpty();
    assertThat(reader.lastGenerated(shard)).isEqualTo(EntryId.ZERO);
    assertThat(reader.length(shard)).isZero();
  }

  @Test
  void losesNothingOfAForeignEntry() {
    redis.xadd(RedisKeys.events(shard), (StreamEntryID) null, Map.of("who", "knows"));
    assertThat(events(reader, shard)).containsExactly("who\nknows\n");
  }

  @Test
  void saysThatForeignDataUnderItsKeyIsAMistake() {
    redis.set(RedisKeys.events(shard), "not a stream");
    AppendOutcome outcome = append(appender, batch(shard, "p", 1, "a"));
    assertThat(outcome).isInstanceOf(Unconfirmed.class);
    assertThat(((Unconfirmed) outcome).reason()).startsWith("mistake").contains("WRONGTYPE");
  }

  @Test
  void forgetsProducersThatHaveBeenSilent() {
    RedisProducers producers = new RedisProducers(redis);
    append(appender, batch(shard, "old", 1, "a"));
    redis.hset(RedisKeys.producers(shard), "old", "1@1000");
    append(appender, batch(shard, "new", 1, "b"));

    assertThat(producers.prune(shard, Duration.ofDays(7))).isEqualTo(1);
    assertThat(redis.hkeys(RedisKeys.producers(shard))).containsExactly("new");
  }

  @Test
  void storesOnceWhateverDiesInBetween() {
    try (RedisServer mortal = RedisServer.start();
        UnifiedJedis client = RedisFixture.client(mortal)) {
      RedisAppender toMortal = new RedisAppender(client);
      RedisReader fromMortal = new RedisReader(client);
      assertThat(append(toMortal, batch(shard, "p", 1, "a"))).isEqualTo(new Stored(false));

      mortal.kill();
      assertThat(append(toMortal, batch(shard, "p", 2, "b")))
          .isEqualTo(new Unconfirmed("unreachable"));
      assertThatThrownBy(() -> fromMortal.length(shard))
          .isInstanceOf(StreamUnavailableException.class)
          .hasMessageContaining(shard.toString());
      mortal.restart();

      Awaitility.await().until(() -> append(toMortal, batch(shard, "p", 2, "b")) instanceof Stored);
      assertThat(append(toMortal, batch(shard, "p", 2, "b"))).isEqualTo(new Stored(true));
      assertThat(events(fromMortal, shard)).containsExactly("a", "b");
    }
  }

  @Test
  void storesAllOrNothingWhenMemoryIsFull() {
    try (RedisServer small = RedisServer.start(List.of("maxmemory 4mb"));
        UnifiedJedis client = RedisFixture.client(small)) {
      RedisAppender toSmall = new RedisAppender(client);
      String[] large =
          IntStream.range(0, 100).mapToObj(i -> "x".repeat(10_000)).toArray(String[]::new);
      AppendOutcome outcome = new Stored(false);
      long stored = 0;
      for (long i = 1; outcome instanceof Stored; i++) {
        outcome = append(toSmall, batch(shard, "p", i, large));
        stored += outcome instanceof Stored ? 100 : 0;
      }
      assertThat(outcome).isEqualTo(new Unconfirmed("out-of-memory"));
      assertThat(new RedisReader(client).length(shard)).isEqualTo(stored);
    }
  }
}
