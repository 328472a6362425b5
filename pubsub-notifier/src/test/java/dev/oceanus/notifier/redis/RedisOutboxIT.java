package dev.oceanus.notifier.redis;

import static dev.oceanus.notifier.outbox.NoticesFixture.START;
import static dev.oceanus.notifier.outbox.NoticesFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.outbox.DeadNotices.Dead;
import dev.oceanus.notifier.outbox.Digests.Closed;
import dev.oceanus.notifier.outbox.NoticeId;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.outbox.Outbox.Due;
import dev.oceanus.notifier.outbox.Outbox.Gathering;
import dev.oceanus.notifier.outbox.Outbox.Limit;
import dev.oceanus.notifier.outbox.Outbox.Match;
import dev.oceanus.notifier.outbox.Outbox.Outcome;
import dev.oceanus.notifier.outbox.Queue;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** What follows from events, on a real Redis. */
class RedisOutboxIT {
  private static final int MOST_WAITING = 5;
  private static final int MOST_DEAD = 3;
  private static final Instant HOUR = START.plus(Duration.ofHours(1));
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final RedisOutbox outbox = new RedisOutbox(redis, MOST_WAITING, MOST_DEAD);
  private final RedisQueue queue = new RedisQueue(redis, MOST_DEAD);

  @BeforeEach
  void forgetAll() {
    redis.flushAll();
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private static Match match(String rule, String event, Due... due) {
    return new Match(rule, event, Optional.empty(), List.of(due), Optional.empty());
  }

  private static Match limited(String event, Limit limit) {
    return new Match("rule", event, Optional.of(limit), List.of(), Optional.empty());
  }

  private static Match gathered(String rule, String event, Instant end, int most) {
    return new Match(
        rule,
        event,
        Optional.empty(),
        List.of(),
        Optional.of(new Gathering(end, "sample of " + event, most)));
  }

  private static Due due(String id, String target) {
    return new Due(text(id, target, "x"), START);
  }

  private List<String> waiting(String target) {
    return queue.due(target, START.plus(Duration.ofDays(1)), 10_000).stream()
        .map(Queue.Entry::notice)
        .map(Waiting::id)
        .toList();
  }

  private List<Dead> dead() {
    return queue.list(Optional.empty(), Optional.empty(), 100);
  }

  @Test
  void anEventIsTakenOnceByEachRuleForADay() {
    assertThat(outbox.take(match("a", "e1", due("n1", "slack")), START))
        .isEqualTo(Outcome.ENQUEUED);
    assertThat(outbox.take(match("a", "e1", due("n2", "slack")), HOUR)).isEqualTo(Outcome.REPEATED);
    assertThat(outbox.take(match("b", "e1", due("n3", "slack")), START))
        .isEqualTo(Outcome.ENQUEUED);

    assertThat(waiting("slack")).containsExactly("n1", "n3");
    assertThat(redis.pttl(RedisKeys.noticeMark("a", NoticeId.hash(List.of("e1")))))
        .isBetween(Duration.ofHours(23).toMillis(), Duration.ofDays(1).toMillis());
  }

  @Test
  void aMatchWithoutNoticesIsKnownToo() {
    assertThat(outbox.take(match("a", "e1"), START)).isEqualTo(Outcome.ENQUEUED);
    assertThat(outbox.take(match("a", "e1"), START)).isEqualTo(Outcome.REPEATED);
  }

  @Test
  void aRuleActsAsOftenAsItsLimitAllowsForEachKey() {
    Limit red = new Limit("aa", 2, Duration.ofHours(1));
    Limit blue = new Limit("bb", 2, Duration.ofHours(1));

    assertThat(IntStream.range(0, 4).mapToObj(i -> outbox.take(limited("red" + i, red), START)))
        .containsExactly(Outcome.ENQUEUED, Outcome.ENQUEUED, Outcome.THROTTLED, Outcome.THROTTLED);
    assertThat(outbox.take(limited("blue", blue), START)).isEqualTo(Outcome.ENQUEUED);
    assertThat(outbox.take(limited("red3", red), START)).isEqualTo(Outcome.REPEATED);
    assertThat(redis.get(RedisKeys.noticeThrottle("rule", "aa"))).isEqualTo("4");
  }

  @Test
  void aThrottledMatchLeavesNothingBehindButItsMark() {
    Limit limit = new Limit("", 1, Duration.ofHours(1));
    Match first = limited("e1", limit);
    Match second =
        new Match(
            "rule",
            "e2",
            Optional.of(limit),
            List.of(due("n2", "slack")),
            Optional.of(new Gathering(HOUR, "s", 3)));
    assertThat(outbox.take(first, START)).isEqualTo(Outcome.ENQUEUED);
    assertThat(outbox.take(second, START)).isEqualTo(Outcome.THROTTLED);

    assertThat(waiting("slack")).isEmpty();
    assertThat(outbox.next(HOUR)).isEmpty();
    assertThat(redis.exists(RedisKeys.digest("rule"))).isFalse();
  }

  @Test
  void aWindowCountsFromTheFirstTimeAndIsNotProlonged() {
    Limit limit = new Limit("", 1, Duration.ofHours(1));
    String key = RedisKeys.noticeThrottle("rule", "");
    assertThat(outbox.take(limited("e1", limit), START)).isEqualTo(Outcome.ENQUEUED);
    redis.pexpire(key, 50_000); // most of the hour has passed

    assertThat(outbox.take(limited("e2", limit), START)).isEqualTo(Outcome.THROTTLED);
    assertThat(redis.pttl(key)).isBetween(1L, 50_000L);

    redis.pexpire(key, 0); // the rest of it
    assertThat(outbox.take(limited("e3", limit), START)).isEqualTo(Outcome.ENQUEUED);
    assertThat(redis.pttl(key)).isGreaterThan(3_000_000);
  }

  @Test
  void aDigestTellsWhenItBeganHowManyCameAndTheFirstOfThem() {
    for (int i = 1; i <= 4; i++) {
      Instant now = START.plusSeconds(i);
      Instant end = HOUR.plusSeconds(i); // that of the first one counts
      assertThat(outbox.take(gathered("rule", "e" + i, end, 2), now)).isEqualTo(Outcome.GATHERED);
    }
    assertThat(outbox.take(gathered("rule", "e1", HOUR, 2), START)).isEqualTo(Outcome.REPEATED);
    Instant end = HOUR.plusSeconds(1);

    assertThat(outbox.next(end.minusMillis(1))).isEmpty();
    Closed closed = outbox.next(end).orElseThrow();
    assertThat(closed)
        .isEqualTo(
            new Closed(
                "rule", START.plusSeconds(1), end, 4, List.of("sample of e1", "sample of e2")));
    assertThat(outbox.next(end)).hasValue(closed);
  }

  @Test
  void aClosedDigestTakesNoMoreEventsTheNextOneDoes() {
    outbox.take(gathered("rule", "e1", HOUR, 9), START);
    Closed first = outbox.next(HOUR).orElseThrow();
    outbox.take(gathered("rule", "e2", HOUR.plusSeconds(9), 9), HOUR);

    assertThat(outbox.next(HOUR.plusSeconds(9))).hasValue(first);
    assertThat(outbox.end(first, List.of(due("n1", "slack")), HOUR)).isTrue();
    Closed second = outbox.next(HOUR.plusSeconds(9)).orElseThrow();
    assertThat(second.since()).isEqualTo(HOUR);
    assertThat(second.samples()).containsExactly("sample of e2");
    assertThat(second.count()).isEqualTo(1);
  }

  @Test
  void digestsAreClosedInTheOrderOfTheirEnds() {
    outbox.take(gathered("b-late", "e1", HOUR.plusSeconds(2), 9), START);
    outbox.take(gathered("c-first", "e1", HOUR, 9), START);
    outbox.take(gathered("a-later", "e1", HOUR.plusSeconds(1), 9), START);

    assertThat(
            IntStream.range(0, 3)
                .mapToObj(
                    i -> {
                      Closed closed = outbox.next(HOUR.plusSeconds(5)).orElseThrow();
                      assertThat(outbox.end(closed, List.of(), HOUR)).isTrue();
                      return closed.rule();
                    }))
        .containsExactly("c-first", "a-later", "b-late");
    assertThat(outbox.next(HOUR.plusSeconds(5))).isEmpty();
  }

  @Test
  void aDigestIsEndedOnceAndLeavesNothing() {
    outbox.take(gathered("rule", "e1", HOUR, 9), START);
    Closed closed = outbox.next(HOUR).orElseThrow();
    Closed another = new Closed("rule", START, HOUR.plusMillis(1), 1, List.of());

    assertThat(outbox.end(another, List.of(due("n0", "slack")), HOUR)).isFalse();
    assertThat(outbox.end(closed, List.of(due("n1", "slack"), due("n2", "mail")), HOUR)).isTrue();
    assertThat(outbox.end(closed, List.of(due("n3", "slack")), HOUR)).isFalse();

    assertThat(waiting("slack")).containsExactly("n1");
    assertThat(waiting("mail")).containsExactly("n2");
    assertThat(redis.keys("oc:{notify}:*"))
        .containsExactlyInAnyOrder(
            RedisKeys.noticeQueue("slack"),
            RedisKeys.notices("slack"),
            RedisKeys.noticeQueue("mail"),
            RedisKeys.notices("mail"),
            RedisKeys.noticeMark("rule", NoticeId.hash(List.of("e1"))));
  }

  @Test
  void aDigestWithoutSamplesIsOneToo() {
    outbox.take(gathered("rule", "e1", HOUR, 0), START);

    assertThat(outbox.next(HOUR).orElseThrow())
        .isEqualTo(new Closed("rule", START, HOUR, 1, List.of()));
  }

  @Test
  void whatIsTooMuchForATargetIsDeadAndOthersGoOn() {
    NoticesFixture.enqueue(
        outbox,
        IntStream.range(0, MOST_WAITING).mapToObj(i -> due("n" + i, "slack")).toList(),
        START);
    assertThat(outbox.take(match("a", "e1", due("over", "slack"), due("fits", "mail")), START))
        .isEqualTo(Outcome.ENQUEUED);
    NoticesFixture.enqueue(outbox, List.of(due("n0", "slack")), START); // is there already

    assertThat(waiting("slack")).hasSize(MOST_WAITING).doesNotContain("over");
    assertThat(waiting("mail")).containsExactly("fits");
    assertThat(dead())
        .containsExactly(
            new Dead(text("over", "slack", "x"), 0, "too many notices wait for the target", START));
  }

  @Test
  void ofTheDeadTheOldestGoFirst() {
    Due[] full = IntStream.range(0, 5).mapToObj(i -> due("n" + i, "slack")).toArray(Due[]::new);
    NoticesFixture.enqueue(outbox, Arrays.asList(full), START);
    for (int i = 0; i < MOST_DEAD + 2; i++) {
      NoticesFixture.enqueue(outbox, List.of(due("over" + i, "slack")), START.plusMillis(i));
    }

    assertThat(dead())
        .extracting(each -> each.notice().id())
        .containsExactly("over2", "over3", "over4");
    assertThat(redis.hlen(RedisKeys.deadNoticeBodies())).isEqualTo(MOST_DEAD);
    assertThat(queue.last()).hasValue(START.plusMillis(4));
  }

  @Test
  void oneScriptKeepsManyNotices() {
    RedisOutbox wide = new RedisOutbox(redis, 100_000, MOST_DEAD);
    List<Due> many =
        IntStream.range(0, 3_000)
            .mapToObj(i -> due("n%04d".formatted(i), i % 2 == 0 ? "slack" : "mail"))
            .toList();

    assertThat(wide.take(match("a", "e1", many.toArray(Due[]::new)), START))
        .isEqualTo(Outcome.ENQUEUED);

    assertThat(waiting("slack")).hasSize(1_500).startsWith("n0000").endsWith("n2998");
    assertThat(waiting("mail")).hasSize(1_500);
    assertThat(queue.count()).isZero();
  }

  @Test
  void everyKindOfNoticeIsReadAsItWasWritten() {
    List<Waiting.Body> bodies =
        List.of(
            new Waiting.Ready(new Content.Text("\ud83d\ude00\n\u0000\"")),
            new Waiting.Ready(new Content.Mail("s", "t", null)),
            new Waiting.Ready(new Content.Mail("s", "t", "<p>")),
            new Waiting.Ready(new Content.Body("{\"a\": 1}")));
    List<Due> due =
        IntStream.range(0, bodies.size()).mapToObj(i -> notice(i, bodies.get(i))).toList();
    NoticesFixture.enqueue(outbox, due, START);
    List<Due> more =
        List.of(
            notice(4, new Waiting.Ready(new Content.Row("2026-11", List.of("A"), List.of("")))),
            notice(5, new Waiting.Unwritten(7, "shop", "e1", "{}")),
            notice(6, new Waiting.Unfit("too long")));
    NoticesFixture.enqueue(new RedisOutbox(redis, 100, MOST_DEAD), more, START);

    assertThat(queue.due("slack", START.plusSeconds(60), 100))
        .extracting(Queue.Entry::notice)
        .startsWith(due.stream().map(Due::notice).toArray(Waiting[]::new))
        .endsWith(more.stream().map(Due::notice).toArray(Waiting[]::new));
  }

  private static Due notice(int number, Waiting.Body body) {
    return new Due(
        new Waiting("n" + number, "rule", "slack", START.plusNanos(1_000), body),
        START.plusSeconds(number));
  }

  @Test
  void saysWhenItCannotBeAsked() {
    try (RedisServer gone = RedisServer.start();
        UnifiedJedis client = NoticesFixture.client(gone)) {
      gone.stop();
      RedisOutbox away = new RedisOutbox(client, MOST_WAITING, MOST_DEAD);

      assertThatThrownBy(() -> away.take(match("a", "e1"), START))
          .isInstanceOf(StreamUnavailableException.class)
          .hasMessageContaining("rule a");
      assertThatThrownBy(() -> NoticesFixture.enqueue(away, List.of(due("n", "slack")), START))
          .isInstanceOf(StreamUnavailableException.class);
      assertThatThrownBy(() -> away.next(START)).isInstanceOf(StreamUnavailableException.class);
    }
  }
}
