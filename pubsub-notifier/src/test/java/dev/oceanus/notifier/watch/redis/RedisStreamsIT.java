package dev.oceanus.notifier.watch.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.common.redis.RedisReader;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.watch.LaneSight;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** How far the readers of streams are, on a real Redis. */
class RedisStreamsIT {
  private static final Lane LANE = new Lane("events_demo", 1);
  private static final Shard SHARD = LANE.shard(0);
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final RedisCursors cursors = new RedisCursors(redis);

  @BeforeEach
  void forgetAll() {
    redis.flushAll();
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private static RedisStreams streams(UnifiedJedis client, Lane... lanes) {
    return new RedisStreams(List.of(lanes), new RedisReader(client), new RedisCursors(client));
  }

  private static void add(Shard shard, long millis) {
    StreamEntryID unused =
        redis.xadd(RedisKeys.events(shard), new StreamEntryID(millis, 0), Map.of("e", "{}"));
  }

  private static Lease lease(Reader reader) {
    return new RedisLeases(redis)
        .acquire(LANE.name(), reader, "a", Duration.ofMinutes(5))
        .orElseThrow();
  }

  private void advance(Reader reader, long millis) {
    assertThat(cursors.advance(lease(reader), SHARD, new EntryId(millis, 0))).isTrue();
  }

  private static LaneSight sight(Reader reader, long cursor, @Nullable Long oldest) {
    return new LaneSight(
        SHARD,
        reader,
        new EntryId(cursor, 0),
        oldest == null ? null : Instant.ofEpochMilli(oldest));
  }

  @Test
  void nothingWaitsWhereNothingEverWas() {
    assertThat(streams(redis, LANE).lanes()).containsExactly(sight(Reader.LOADER, 0, null));
    assertThat(streams(redis, LANE).lastDeadLetter()).isEqualTo(EntryId.ZERO);
  }

  @Test
  void allWaitsForALoaderThatHasFinishedNothing() {
    add(SHARD, 1_000);
    add(SHARD, 2_000);

    assertThat(streams(redis, LANE).lanes()).containsExactly(sight(Reader.LOADER, 0, 1_000L));
  }

  @Test
  void eachReaderIsSeenByItself() {
    add(SHARD, 1_000);
    add(SHARD, 2_000);
    add(SHARD, 3_000);
    advance(Reader.LOADER, 3_000);
    advance(Reader.RELAY, 1_000);
    assertThat(streams(redis, LANE).lanes())
        .containsExactly(sight(Reader.LOADER, 3_000, null), sight(Reader.RELAY, 1_000, 2_000L));
    advance(Reader.LOADER, 1_000);
    advance(Reader.RELAY, 3_000);

    assertThat(streams(redis, LANE).lanes())
        .as("neither goes back")
        .containsExactly(sight(Reader.LOADER, 3_000, null), sight(Reader.RELAY, 3_000, null));
  }

  @Test
  void whatIsTrimmedDoesNotWait() {
    add(SHARD, 1_000);
    add(SHARD, 2_000);
    advance(Reader.LOADER, 1_000);
    assertThat(cursors.trim(lease(Reader.LOADER), SHARD)).isEqualTo(1);

    assertThat(streams(redis, LANE).lanes()).containsExactly(sight(Reader.LOADER, 1_000, 2_000L));
  }

  @Test
  void aRelayIsSeenUntilItsCursorIsForgotten() {
    add(SHARD, 1_000);
    add(SHARD, 2_000);
    advance(Reader.LOADER, 2_000);
    advance(Reader.RELAY, 1_000);
    assertThat(redis.pttl(RedisKeys.cursor(SHARD, Reader.RELAY)))
        .isBetween(Duration.ofHours(1).toMillis(), Duration.ofHours(2).toMillis());
    assertThat(streams(redis, LANE).lanes()).contains(sight(Reader.RELAY, 1_000, 2_000L));
    redis.pexpire(RedisKeys.cursor(SHARD, Reader.RELAY), 0);

    assertThat(streams(redis, LANE).lanes()).containsExactly(sight(Reader.LOADER, 2_000, null));
  }

  @Test
  void looksAtAllShardsOfAllLanes() {
    Lane wide = new Lane("events_wide", 3);
    add(wide.shard(2), 5_000);

    assertThat(streams(redis, LANE, wide).lanes())
        .extracting(each -> each.shard().toString(), LaneSight::oldest)
        .containsExactly(
            tuple("events_demo:0", null),
            tuple("events_wide:0", null),
            tuple("events_wide:1", null),
            tuple("events_wide:2", Instant.ofEpochMilli(5_000)));
  }

  @Test
  void theLastDeadLetterIsKnownAlsoWhenItIsInTheWarehouse() {
    Shard dead = Lane.DEAD_LETTERS.shard(0);
    add(dead, 7_000);
    add(dead, 8_000);
    assertThat(streams(redis, LANE).lastDeadLetter()).isEqualTo(new EntryId(8_000, 0));
    assertThat(redis.xtrim(RedisKeys.events(dead), 0, false)).isEqualTo(2);

    assertThat(streams(redis, LANE).lastDeadLetter()).isEqualTo(new EntryId(8_000, 0));
  }

  @Test
  void saysWhenItCannotBeAsked() {
    try (RedisServer gone = RedisServer.start();
        UnifiedJedis client = NoticesFixture.client(gone)) {
      gone.stop();
      RedisStreams away = streams(client, LANE);

      assertThatThrownBy(away::lanes).isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(away::lastDeadLetter).isInstanceOf(StreamUnavailableException.class);
    }
  }
}
