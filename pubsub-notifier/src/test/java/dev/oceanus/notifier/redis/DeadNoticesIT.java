package dev.oceanus.notifier.redis;

import static dev.oceanus.notifier.outbox.NoticesFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.outbox.DeadNotices.Dead;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.outbox.Outbox.Due;
import dev.oceanus.notifier.outbox.Queue;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Notices that were given up, on a real Redis. */
class DeadNoticesIT {
  private static final int MOST = 2_000;
  private static final Optional<String> ANY = Optional.empty();
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final RedisOutbox outbox = new RedisOutbox(redis, 100_000, MOST);
  private final RedisQueue queue = new RedisQueue(redis, MOST);

  @BeforeEach
  void forgetAll() {
    redis.flushAll();
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private Lease lease(String target) {
    return new RedisLeases(redis)
        .acquire("notify:" + target, Reader.NOTIFIER, "a", Duration.ofMinutes(5))
        .orElseThrow();
  }

  private static Waiting notice(String id, String rule, String target) {
    return new Waiting(id, rule, target, START, new Waiting.Ready(new Content.Text("x")));
  }

  private void bury(Lease lease, Waiting notice, Instant now) {
    NoticesFixture.enqueue(outbox, List.of(new Due(notice, START)), START);
    assertThat(queue.begin(lease, notice.target(), List.of(notice.id()))).isTrue();
    assertThat(queue.bury(lease, notice.target(), notice.id(), "tried 1 times:\n 503", now))
        .isTrue();
  }

  private List<String> ids(Optional<String> target, Optional<String> rule, int most) {
    return queue.list(target, rule, most).stream().map(each -> each.notice().id()).toList();
  }

  @Test
  void thereAreNoneAtFirst() {
    assertThat(queue.list(ANY, ANY, 10)).isEmpty();
    assertThat(queue.last()).isEmpty();
    assertThat(queue.count()).isZero();
    assertThat(queue.revive("n1", START)).isFalse();
  }

  @Test
  void tellsWhatEachOneWasAndWhyAndWhenItWasGivenUp() {
    bury(lease("slack"), notice("n1", "rule", "slack"), START.plusSeconds(1));

    assertThat(queue.list(ANY, ANY, 10))
        .containsExactly(
            new Dead(notice("n1", "rule", "slack"), 1, "tried 1 times: 503", START.plusSeconds(1)));
  }

  @Test
  void listsTheOldestFirstOfATargetOrARuleOrBoth() {
    Lease slack = lease("slack");
    Lease mail = lease("mail");
    bury(slack, notice("n3", "a", "slack"), START.plusSeconds(3));
    bury(mail, notice("n1", "a", "mail"), START.plusSeconds(1));
    bury(slack, notice("n2", "b", "slack"), START.plusSeconds(2));
    bury(mail, notice("n4", "b", "mail"), START.plusSeconds(4));

    assertThat(ids(ANY, ANY, 10)).containsExactly("n1", "n2", "n3", "n4");
    assertThat(ids(ANY, ANY, 2)).containsExactly("n1", "n2");
    assertThat(ids(Optional.of("slack"), ANY, 10)).containsExactly("n2", "n3");
    assertThat(ids(ANY, Optional.of("a"), 10)).containsExactly("n1", "n3");
    assertThat(ids(Optional.of("mail"), Optional.of("b"), 10)).containsExactly("n4");
    assertThat(ids(Optional.of("hook"), ANY, 10)).isEmpty();
    assertThat(queue.count()).isEqualTo(4);
    assertThat(queue.last()).hasValue(START.plusSeconds(4));
  }

  @Test
  void findsThoseOfATargetBehindManyOthers() {
    RedisOutbox full = new RedisOutbox(redis, 0, MOST);
    NoticesFixture.enqueue(
        full,
        IntStream.range(0, 1_200)
            .mapToObj(
                i ->
                    new Due(
                        notice("n%04d".formatted(i), "a", i % 600 == 599 ? "mail" : "slack"),
                        START))
            .toList(),
        START);

    assertThat(ids(Optional.of("mail"), ANY, 10)).containsExactly("n0599", "n1199");
    assertThat(ids(ANY, ANY, 1_100)).hasSize(1_100).endsWith("n1099");
    assertThat(queue.count()).isEqualTo(1_200);
  }

  @Test
  void aRevivedOneIsDueNowAsIfItHadNeverBeenTried() {
    bury(lease("slack"), notice("n1", "a", "slack"), START);
    bury(lease("mail"), notice("n2", "a", "mail"), START.plusSeconds(1));

    assertThat(queue.revive("n1", START.plusSeconds(60))).isTrue();

    assertThat(queue.due("slack", START.plusSeconds(59), 10)).isEmpty();
    assertThat(queue.due("slack", START.plusSeconds(60), 10))
        .containsExactly(new Queue.Entry(notice("n1", "a", "slack"), 0));
    assertThat(ids(ANY, ANY, 10)).containsExactly("n2");
    assertThat(queue.count()).isEqualTo(1);
    assertThat(queue.last()).hasValue(START.plusSeconds(1));
  }

  @Test
  void oneThatWaitsAgainMeanwhileIsNotThereTwice() {
    Lease lease = lease("slack");
    Waiting notice = notice("n1", "a", "slack");
    bury(lease, notice, START);
    NoticesFixture.enqueue(outbox, List.of(new Due(notice, START.plusSeconds(9))), START);
    assertThat(queue.begin(lease, "slack", List.of("n1"))).isTrue();

    assertThat(queue.revive("n1", START)).isTrue();

    assertThat(queue.due("slack", START, 10)).containsExactly(new Queue.Entry(notice, 0));
    assertThat(queue.count()).isZero();
  }

  @Test
  void givenUpAgainItIsThereOnce() {
    Lease lease = lease("slack");
    bury(lease, notice("n1", "a", "slack"), START);
    assertThat(queue.revive("n1", START)).isTrue();
    assertThat(queue.begin(lease, "slack", List.of("n1"))).isTrue();
    assertThat(queue.bury(lease, "slack", "n1", "no", START.plusSeconds(5))).isTrue();

    assertThat(queue.list(ANY, ANY, 10))
        .containsExactly(new Dead(notice("n1", "a", "slack"), 1, "no", START.plusSeconds(5)));
    assertThat(redis.exists(RedisKeys.noticeTries("slack"))).isFalse();
  }

  @Test
  void saysWhenItCannotBeAsked() {
    try (RedisServer gone = RedisServer.start();
        UnifiedJedis client = NoticesFixture.client(gone)) {
      gone.stop();
      RedisQueue away = new RedisQueue(client, MOST);

      assertThatThrownBy(() -> away.list(ANY, ANY, 1))
          .isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(away::last).isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(away::count).isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(() -> away.revive("n1", START))
          .isInstanceOf(StreamUnavailableException.class);
    }
  }
}
