package dev.oceanus.notifier.watch.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.watch.Incident;
import dev.oceanus.notifier.watch.Tidings;
import dev.oceanus.notifier.watch.Watchbook.Page;
import dev.oceanus.notifier.watch.Watchbook.Reading;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.UnifiedJedis;

/** What the watch remembers, on a real Redis. */
class RedisWatchbookIT {
  private static final Instant SINCE = Instant.parse("2026-11-30T08:15:00.123456Z");
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final RedisWatchbook book = new RedisWatchbook(redis);

  @BeforeEach
  void forgetAll() {
    redis.flushAll();
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private static Incident incident(String key, Instant told) {
    return new Incident(
        key, "what \"is\"\n\u6d77 \ud83c\udf0a", "over", SINCE, SINCE.plusSeconds(9), told);
  }

  private static Page page(String key) {
    Incident told = incident(key, SINCE.plusSeconds(9));
    return new Page(
        List.of(told, incident("untold", Instant.EPOCH)),
        List.of(),
        List.of(new Tidings(Tidings.Phase.BEGUN, told, SINCE.plusSeconds(9))));
  }

  private Reading written(Reading before, Page page) {
    return book.write(before, page).orElseThrow();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(book.read().page()).isEqualTo(Page.EMPTY);
  }

  @Test
  void anotherProcessReadsWhatWasWritten() {
    Reading written = written(book.read(), page("died/collector/c-0"));

    assertThat(new RedisWatchbook(redis).read()).isEqualTo(written);
    assertThat(written.page()).isEqualTo(page("died/collector/c-0"));
    assertThat(redis.ttl(RedisKeys.watchbook())).as("it does not expire").isEqualTo(-1);
  }

  @Test
  void isWrittenAgainFromWhatWasWritten() {
    Reading first = written(book.read(), page("a"));
    Reading second = written(first, page("b"));
    Reading third = written(second, Page.EMPTY);

    assertThat(book.read()).isEqualTo(third);
    assertThat(third.page()).isEqualTo(Page.EMPTY);
  }

  @Test
  void ofTwoThatReadTheSameOnlyOneWrites() {
    RedisWatchbook other = new RedisWatchbook(redis);
    for (Page next : List.of(page("a"), page("b"))) {
      Reading mine = book.read();
      Reading theirs = other.read();
      assertThat(book.write(mine, next)).isPresent();
      assertThat(other.write(theirs, page("other"))).isEmpty();

      assertThat(book.read().page()).isEqualTo(next);
    }
  }

  @Test
  void readsWhatAnEarlierReleaseWrote() {
    String earlier =
        "{\"incidents\":[{\"key\":\"k\",\"what\":\"w\",\"over\":\"o\","
            + "\"since\":\"2026-11-30T08:15:00Z\",\"seen\":\"2026-11-30T08:15:02Z\","
            + "\"told\":\"2026-11-30T08:15:00Z\"}],\"deaths\":[]}";
    assertThat(redis.set(RedisKeys.watchbook(), earlier)).isEqualTo("OK");
    Reading read = book.read();
    assertThat(read.page().incidents()).extracting(Incident::key).containsExactly("k");
    assertThat(read.page().tidings()).isEmpty();

    assertThat(book.write(read, page("a"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{\"incidents\":7}", "{\"incidents\":[{}]}", "{}"})
  void beginsAnewWhereItCannotBeUnderstood(String text) {
    assertThat(redis.set(RedisKeys.watchbook(), text)).isEqualTo("OK");
    Reading read = book.read();
    assertThat(read.page()).isEqualTo(Page.EMPTY);
    assertThat(book.write(read, page("a"))).isPresent();

    assertThat(book.read().page()).isEqualTo(page("a"));
  }

  @Test
  void saysWhenItCannotBeAsked() {
    try (RedisServer gone = RedisServer.start();
        UnifiedJedis client = NoticesFixture.client(gone)) {
      Reading before = new RedisWatchbook(client).read();
      gone.stop();
      RedisWatchbook away = new RedisWatchbook(client);

      assertThatThrownBy(away::read).isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(() -> away.write(before, page("a")))
          .isInstanceOf(StreamUnavailableException.class);
    }
  }
}
