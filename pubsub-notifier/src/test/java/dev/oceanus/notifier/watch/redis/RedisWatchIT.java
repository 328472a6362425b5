package dev.oceanus.notifier.watch.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.beat.Life;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.redis.RedisCursors;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.redis.RedisLeases;
import dev.oceanus.common.redis.RedisLives;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.Lease;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.notifier.delivery.Content;
import dev.oceanus.notifier.outbox.DeadNotices;
import dev.oceanus.notifier.outbox.NoticesFixture;
import dev.oceanus.notifier.outbox.Outbox;
import dev.oceanus.notifier.outbox.Queue;
import dev.oceanus.notifier.outbox.Waiting;
import dev.oceanus.notifier.redis.RedisOutbox;
import dev.oceanus.notifier.redis.RedisQueue;
import dev.oceanus.notifier.rules.Takes;
import dev.oceanus.notifier.watch.Announcements;
import dev.oceanus.notifier.watch.Announcer;
import dev.oceanus.notifier.watch.LaterLives;
import dev.oceanus.notifier.watch.Watch;
import dev.oceanus.notifier.watch.WatchTerms;
import dev.oceanus.testkit.redis.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** Watches over one real Redis, of which each may die: what people are told in the end. */
class RedisWatchIT {
  private static final String TARGET = "ops";
  private static final Lane LANE = new Lane("events_demo", 1);
  private static final Shard SHARD = LANE.shard(0);
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis = NoticesFixture.client(server);

  private final LaterLives lives = new LaterLives(new RedisLives(redis));
  private final RedisOutbox outbox = new RedisOutbox(redis, 1_000, DeadNotices.MOST);
  private final RedisQueue queue = new RedisQueue(redis, DeadNotices.MOST);
  private final Announcer announcements =
      new Announcements(Map.of(TARGET, Takes.PLAIN), outbox, Clock.systemUTC());
  private final List<String> delivered = new ArrayList<>();

  @BeforeEach
  void forgetAll() {
    redis.flushAll();
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  private Watch watch(Announcer announcer, Runnable beforeItNotes) {
    Watch.Parts seen = RedisWatch.parts(redis, Set.of(LANE), queue, announcer);
    return new Watch(
        new Watch.Parts(
            lives,
            seen.streams(),
            seen.book(),
            seen.announcer(),
            () -> {
              beforeItNotes.run();
              return seen.lastDeadNotice().get();
            }),
        new WatchTerms(Duration.ofMinutes(5), Duration.ofMinutes(15)));
  }

  private Watch watch() {
    return watch(announcements, () -> {});
  }

  /** Looks once, as a process that has just taken over. */
  private void look() {
    watch().look();
  }

  private void later(Duration time) {
    lives.pass(time);
    look();
  }

  /** All that people have been told by now, with what waits to be delivered. */
  private List<String> told() {
    Lease lease =
        new RedisLeases(redis)
            .acquire("notify:" + TARGET, Reader.NOTIFIER, "a", Duration.ofMinutes(5))
            .orElseThrow();
    for (Queue.Entry each : queue.due(TARGET, Instant.now().plusSeconds(60), 1_000)) {
      Waiting notice = each.notice();
      assertThat(queue.done(lease, TARGET, List.of(notice.id()))).isTrue();
      delivered.add(((Content.Text) ((Waiting.Ready) notice.body()).content()).text());
    }
    return List.copyOf(delivered);
  }

  private void ended(String id) {
    lives.note(
        new Life(id, "collector", "c-" + id, "0.1.0", Instant.now(), Health.READY, null)
            .ended(new Life.End(1, "a bug")));
  }

  private void runs(String id) {
    lives.note(
        new Life(
            id, "collector", "c-" + id, "0.1.0", Instant.now().plusMillis(1), Health.READY, null));
  }

  private void add(Duration age) {
    StreamEntryID unused =
        redis.xadd(
            RedisKeys.events(SHARD),
            new StreamEntryID(lives.now().minus(age).toEpochMilli(), 0),
            Map.of("e", "{}"));
  }

  private static void advance(Reader reader, EntryId to) {
    Lease lease =
        new RedisLeases(redis)
            .acquire(LANE.name(), reader, "a", Duration.ofMinutes(5))
            .orElseThrow();
    assertThat(new RedisCursors(redis).advance(lease, SHARD, to)).isTrue();
  }

  @Test
  void ofTwoThatLookAtOnceOneTells() {
    ended("1");
    Watch second = watch();
    Watch first = watch(announcements, second::look);
    first.look();
    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("collector c-1 ended with code 1: a bug");
    first.look();
    later(Duration.ofMinutes(1));

    assertThat(told()).hasSize(1);
  }

  @Test
  void whatOneNotedAndDidNotTellTheNextOneTells() {
    ended("1");
    Watch dying =
        watch(
            tidings -> {
              throw new IllegalStateException("killed");
            },
            () -> {});
    assertThatThrownBy(dying::look).hasMessage("killed");
    assertThat(told()).isEmpty();
    later(Duration.ofSeconds(15));
    later(Duration.ofMinutes(1));

    assertThat(told()).singleElement().asString().startsWith("collector c-1 ended with code 1");
  }

  private void tellAndDie() {
    Watch dying =
        watch(
            tidings -> {
              announcements.tell(tidings);
              throw new IllegalStateException("killed");
            },
            () -> {});
    assertThatThrownBy(dying::look).hasMessage("killed");
  }

  @Test
  void whatOneToldAndDidNotNoteTheNextOneDoesNotTell() {
    ended("1");
    tellAndDie();
    assertThat(told()).as("delivered before the next one looks").hasSize(1);
    later(Duration.ofSeconds(15));
    later(Duration.ofMinutes(1));

    assertThat(told()).hasSize(1);
  }

  @Test
  void whatOneToldTheNextOneSaysTheEndOf() {
    add(Duration.ofMinutes(16));
    tellAndDie();
    advance(Reader.LOADER, new EntryId(lives.now().toEpochMilli(), 0));
    later(Duration.ofSeconds(15));
    later(Duration.ofMinutes(1));

    assertThat(told()).hasSize(2);
    assertThat(told().getFirst()).startsWith("the loader of events_demo:0 is 16 min");
    assertThat(told().getLast()).startsWith("the loader of events_demo:0 has caught up, after");
  }

  @Test
  void theEndIsToldOnceTooWhenTheWatchDiesOverIt() {
    add(Duration.ofMinutes(16));
    look();
    advance(Reader.LOADER, new EntryId(lives.now().toEpochMilli(), 0));
    lives.pass(Duration.ofSeconds(15));
    tellAndDie();
    assertThat(told()).hasSize(2);
    later(Duration.ofSeconds(15));
    later(Duration.ofMinutes(1));

    assertThat(told()).hasSize(2);
  }

  @Test
  void deathsCountForTheNextWatchToo() {
    for (String id : List.of("1", "2", "3")) {
      ended(id);
      later(Duration.ofSeconds(20));
      runs("after-" + id);
      later(Duration.ofSeconds(20));
      lives.forget(List.of(id, "after-" + id));
    }

    assertThat(told())
        .filteredOn(line -> line.startsWith("collector dies again and again: 3 times"))
        .hasSize(1);
  }

  @Test
  void aLaneThatStandsStillIsToldOnceThoughWatchesComeAndGo() {
    add(Duration.ZERO);
    Watch first = watch();
    first.look();
    assertThat(told()).isEmpty();
    lives.pass(Duration.ofMinutes(5));
    first.look();
    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("the loader of events_demo:0 stands still since");
    for (int minute = 0; minute < 8; minute++) {
      later(Duration.ofMinutes(1));
    }
    assertThat(told()).hasSize(1);
    advance(Reader.LOADER, new EntryId(lives.now().toEpochMilli(), 0));
    later(Duration.ofSeconds(11));
    later(Duration.ofMinutes(1));

    assertThat(told()).hasSize(2);
    assertThat(told().getLast()).startsWith("the loader of events_demo:0 has caught up, after");
  }

  @Test
  void aRelayWhoseCursorIsForgottenIsNotSaidToHaveCaughtUp() {
    add(Duration.ofMinutes(20));
    add(Duration.ofMinutes(16));
    EntryId relayed = new EntryId(lives.now().minus(Duration.ofMinutes(18)).toEpochMilli(), 0);
    advance(Reader.LOADER, new EntryId(lives.now().toEpochMilli(), 0));
    advance(Reader.RELAY, relayed);
    look();
    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("the relay to the bus of events_demo:0 is 16 min");
    redis.pexpire(RedisKeys.cursor(SHARD, Reader.RELAY), 0);
    later(Duration.ofSeconds(5));
    later(Duration.ofSeconds(11));
    later(Duration.ofMinutes(1));

    assertThat(told()).hasSize(2);
    assertThat(told().getLast())
        .startsWith(
            "the relay to the bus of events_demo:0 has not caught up: it is gone, its cursor"
                + " forgotten or its lane not served any more, after");
  }

  @Test
  void deadLettersAndDeadNoticesAreToldAtOnceAndOnce() {
    Instant now = lives.now();
    StreamEntryID unused =
        redis.xadd(
            RedisKeys.events(Lane.DEAD_LETTERS.shard(0)),
            new StreamEntryID(now.toEpochMilli(), 0),
            Map.of("e", "{}"));
    NoticesFixture.enqueue(
        new RedisOutbox(redis, 0, DeadNotices.MOST),
        List.of(new Outbox.Due(NoticesFixture.text("n", "slack", "x"), now)),
        now);
    look();
    for (int minute = 0; minute < 10; minute++) {
      later(Duration.ofMinutes(1));
    }
    assertThat(told())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("events could not become rows, the last one at"))
        .anyMatch(line -> line.startsWith("notices were given up, the last one at"));
    later(Duration.ofMinutes(21));
    later(Duration.ofMinutes(1));

    assertThat(told()).hasSize(4);
  }
}
