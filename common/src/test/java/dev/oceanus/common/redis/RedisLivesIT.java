package dev.oceanus.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.SeenLife;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Lives on a real Redis. */
class RedisLivesIT {
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = RedisFixture.client(server);

  private final RedisLives lives = new RedisLives(redis);

  @BeforeEach
  void forgetAll() {
    redis.del(RedisKeys.lives(), RedisKeys.livesSeen());
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private static Life life(String id) {
    return new Life(
        id, "collector", "collector-1", "0.1.0", Instant.EPOCH, Health.degraded("slow"), null);
  }

  private List<Life> all() {
    return lives.sight().lives().stream().map(SeenLife::life).toList();
  }

  @Test
  void keepsWhatALifeSaidLast() {
    lives.note(life("a").with(Health.READY));
    lives.note(life("a"));
    lives.note(life("b").ended(new Life.End(1, "starting failed: java.lang.Error: \u96e8")));

    assertThat(all())
        .containsExactlyInAnyOrder(
            life("a"),
            life("b").ended(new Life.End(1, "starting failed: java.lang.Error: \u96e8")));
  }

  @Test
  void seesThemByRedisOwnClock() {
    lives.note(life("a"));

    var sight = lives.sight();

    assertThat(sight.lives().getFirst().seen())
        .isBeforeOrEqualTo(sight.now())
        .isAfter(sight.now().minus(Duration.ofMinutes(1)));
  }

  @Test
  void forgetsWhomItIsTold() {
    lives.note(life("a"));
    lives.note(life("b"));
    lives.forget(List.of("a", "never there"));
    lives.forget(List.of());

    assertThat(all()).containsExactly(life("b"));
    assertThat(redis.hlen(RedisKeys.livesSeen())).isEqualTo(1);
  }

  @Test
  void forgetsWhoHasNotBeenSeenForAMonthWhenSomebodyNewComes() {
    lives.note(life("old"));
    lives.note(life("young"));
    redis.hset(RedisKeys.livesSeen(), "old", seen(Duration.ofDays(31)));
    redis.hset(RedisKeys.livesSeen(), "young", seen(Duration.ofDays(29)));
    lives.note(life("young"));
    assertThat(all()).hasSize(2);

    redis.hset(RedisKeys.livesSeen(), "young", seen(Duration.ofDays(29)));
    lives.note(life("new"));

    assertThat(all()).containsExactlyInAnyOrder(life("young"), life("new"));
  }

  private String seen(Duration ago) {
    return Long.toString(lives.sight().now().minus(ago).toEpochMilli());
  }

  @Test
  void cutsWhatIsLong() {
    lives.note(life("a").ended(new Life.End(1, "\ud83d\ude00".repeat(10_000))));

    Life.End end = all().getFirst().ending().orElseThrow();
    assertThat(end.reason()).startsWith("\ud83d\ude00").endsWith("\u2026");
    assertThat(end.reason().codePointCount(0, end.reason().length())).isEqualTo(501);
  }

  @Test
  void leavesOutWhatItCannotRead() {
    lives.note(life("a"));
    lives.note(life("b"));
    redis.hset(RedisKeys.lives(), "a", "{\"from\":\"another release\"}");

    assertThat(all()).containsExactly(life("b"));
  }

  @Test
  void saysWhenItCannotBeAsked() {
    try (RedisServer gone = RedisServer.start();
        UnifiedJedis client = RedisFixture.client(gone)) {
      gone.stop();
      RedisLives unheard = new RedisLives(client);

      assertThatThrownBy(() -> unheard.note(life("a")))
          .isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(unheard::sight).isInstanceOf(StreamUnavailableException.class);
    }
  }
}
