package dev.oceanus.notifier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.beat.Life;
import dev.oceanus.common.beat.Lives;
import dev.oceanus.common.beat.SeenLife;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.common.stream.StreamUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final Map<String, SeenLife> lives = new LinkedHashMap<>();
  private final List<Life> beating = new ArrayList<>();
  private final List<LaneSight> lanes = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private EntryId deadLetter = EntryId.ZERO;
  private @Nullable Instant deadNotice;
  private Watchbook.Page page = Watchbook.Page.EMPTY;
  private boolean announcerAway;
  private Instant now = START;
  private Watch watch = watch();

  private Watch watch() {
    Lives register =
        new Lives() {
          @Override
          public void note(Life life) {
            lives.put(life.id(), new SeenLife(life, now));
          }

          @Override
          public Sight sight() {
            return new Sight(now, List.copyOf(lives.values()));
          }

          @Override
          public void forget(Collection<String> forgotten) {
            lives.keySet().removeAll(List.copyOf(forgotten));
          }
        };
    Streams streams =
        new Streams() {
          @Override
          public List<LaneSight> lanes() {
            return List.copyOf(lanes);
          }

          @Override
          public EntryId lastDeadLetter() {
            return deadLetter;
          }
        };
    Watchbook book =
        new Watchbook() {
          @Override
          public Reading read() {
            return new Reading(page, page.toString());
          }

          @Override
          public Optional<Reading> write(Reading before, Page next) {
            if (!before.page().equals(page)) {
              return Optional.empty();
            }
            page = next;
            return Optional.of(read());
          }
        };
    return new Watch(
        new Watch.Parts(register, streams, book, this::tell, () -> Optional.ofNullable(deadNotice)),
        new WatchTerms(Duration.ofMinutes(5), Duration.ofMinutes(15)));
  }

  private void tell(List<Tidings> tidings) {
    if (announcerAway) {
      throw new StreamUnavailableException("away", null);
    }
    tidings.forEach(
        each -> {
          told.add(each.text());
          ids.add(each.id());
        });
  }

  /** Lets time pass, with heartbeats and looks. */
  private void pass(Duration time) {
    for (Instant end = now.plus(time); now.isBefore(end); now = now.plus(ROUND)) {
      beating.forEach(life -> lives.put(life.id(), new SeenLife(life, now)));
      watch.look();
    }
  }

  private Life born(String id, String service, String instance) {
    Life life = new Life(id, service, instance, "0.1.0", now, Health.READY, null);
    beating.add(life);
    return life;
  }

  private void killed(Life life) {
    beating.remove(life);
  }

  private void ended(Life life, int code, String reason) {
    beating.remove(life);
    lives.put(life.id(), new SeenLife(life.ended(new Life.End(code, reason)), now));
  }

  @Test
  void saysNothingWhileAllIsWell() {
    born("1", "collector", "a");
    born("2", "redis-to-bigquery", "a");
    pass(Duration.ofHours(1));

    assertThat(told).isEmpty();
    assertThat(page).isEqualTo(Watchbook.Page.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 60})
  void namesWhoWasKilledAndSaysThatItIsBack(int seconds) {
    Life first = born("1", "collector", "collector-0");
    pass(Duration.ofMinutes(1));
    killed(first);
    Instant death = now;
    pass(Duration.ofSeconds(seconds));
    born("2", "collector", "collector-0");
    pass(Duration.ofSeconds(Math.max(0, 30 - seconds)));
    assertThat(told).as("within " + Duration.between(death, now)).isNotEmpty();
    assertThat(told.getFirst())
        .startsWith("collector collector-0 died without a word")
        .contains("last seen 2026-11-30 12:00:58 UTC");
    pass(Duration.ofMinutes(5));

    assertThat(told).hasSize(2);
    assertThat(told.getLast())
        .startsWith("collector runs again in place of collector-0, which had died, after");
    assertThat(lives).containsOnlyKeys("2");
  }

  @Test
  void saysAtOnceWhyAProcessEndedThatCouldSayIt() {
    Life life = born("1", "redis-to-bigquery", "loader-0");
    pass(ROUND);
    ended(life, 1, "loader-demo failed: java.lang.IllegalStateException: a bug");
    pass(ROUND);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith(
            "redis-to-bigquery loader-0 ended with code 1: loader-demo failed:"
                + " java.lang.IllegalStateException: a bug; last seen");
  }

  @Test
  void takesAnotherInstanceForASuccessorIfItBeganLater() {
    Life lost = born("1", "collector", "collector-x");
    born("2", "collector", "collector-y");
    pass(Duration.ofMinutes(1));
    killed(lost);
    pass(Duration.ofMinutes(10));
    assertThat(told).as("y was there before").hasSize(1);
    born("3", "collector", "collector-z");
    pass(Duration.ofMinutes(1));

    assertThat(told).hasSize(2);
    assertThat(lives).containsOnlyKeys("2", "3");
  }

  @Test
  void saysNothingOfARollingUpdate() {
    List<Life> old = List.of(born("1", "collector", "a"), born("2", "collector", "b"));
    pass(Duration.ofMinutes(1));
    for (Life each : old) {
      born(each.id() + "'", "collector", each.instance() + "'");
      pass(Duration.ofSeconds(20));
      ended(each, 0, "was told to end");
      pass(Duration.ofSeconds(20));
    }
    pass(Duration.ofMinutes(10));

    assertThat(told).isEmpty();
    assertThat(lives).containsOnlyKeys("1'", "2'");
  }

  @Test
  void saysWhenNobodyIsLeft() {
    Life only = born("1", "collector", "a");
    pass(Duration.ofMinutes(1));
    ended(only, 0, "was told to end");
    pass(Duration.ofSeconds(50));
    assertThat(told).isEmpty();
    pass(Duration.ofSeconds(30));
    born("2", "collector", "a");
    pass(Duration.ofMinutes(1));

    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).startsWith("no collector runs: the last one was told to end at");
    assertThat(told.getLast()).startsWith("collector runs again, after 1 min");
  }

  @Test
  void saysOnceThatAServiceDiesAgainAndAgain() {
    for (int i = 1; i <= 20; i++) {
      Life life = born(Integer.toString(i), "collector", "a");
      pass(Duration.ofSeconds(30));
      ended(life, 1, "failed");
      pass(Duration.ofSeconds(2));
    }
    assertThat(told).anyMatch(line -> line.startsWith("collector dies again and again: 3 times"));
    assertThat(told).hasSizeLessThanOrEqualTo(6);
    born("last", "collector", "a");
    pass(Duration.ofMinutes(20));

    assertThat(told.getLast()).startsWith("collector has stopped dying again and again");
    assertThat(page.deaths()).isEmpty();
    assertThat(page.incidents()).isEmpty();
  }

  @Test
  void isPatientWithWhoCannotWorkForAWhile() {
    Life life = born("1", "collector", "a");
    pass(Duration.ofSeconds(10));
    beating.set(0, life.with(Health.notReady("Redis does not answer (collector-redis)")));
    pass(Duration.ofSeconds(50));
    beating.set(0, life.with(Health.degraded("120 events wait in the spool (collector-spool)")));
    pass(Duration.ofSeconds(20));
    assertThat(told).isEmpty();
    pass(Duration.ofSeconds(20));
    beating.set(0, life);
    pass(Duration.ofSeconds(20));

    assertThat(told).hasSize(2);
    assertThat(told.getFirst())
        .isEqualTo("collector a is degraded: 120 events wait in the spool (collector-spool)");
    assertThat(told.getLast()).startsWith("collector a works as usual again, after");
  }

  private void lane(long cursor, @Nullable Duration age) {
    lanes.clear();
    lanes.add(
        new LaneSight(
            new Shard("events_demo", 0),
            Reader.LOADER,
            new EntryId(cursor, 0),
            age == null ? null : now.minus(age)));
  }

  @Test
  void saysThatAReaderStandsStill() {
    lane(1, Duration.ZERO);
    Instant oldest = now;
    for (int i = 0; i < 200; i++) {
      lane(1, Duration.between(oldest, now));
      pass(ROUND);
    }
    assertThat(told)
        .singleElement()
        .isEqualTo(
            "the loader of events_demo:0 stands still since 2026-11-30 12:00:00 UTC: its oldest"
                + " event waits since 2026-11-30 12:00:00 UTC");
    lane(2, null);
    pass(Duration.ofSeconds(20));

    assertThat(told.getLast()).startsWith("the loader of events_demo:0 has caught up, after");
  }

  @Test
  void saysThatAReaderFallsBehindThoughItMoves() {
    for (int i = 0; i < 60; i++) {
      lane(i, Duration.ofMinutes(14));
      pass(ROUND);
    }
    assertThat(told).isEmpty();
    lane(100, Duration.ofMinutes(16));
    pass(ROUND);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("the loader of events_demo:0 is 16 min 0 s behind: its oldest event waits");
  }

  @Test
  void saysThatThereAreDeadLettersUntilThereIsNoNewOneForAWhile() {
    deadLetter = new EntryId(now.toEpochMilli(), 3);
    pass(Duration.ofMinutes(10));
    deadLetter = new EntryId(now.toEpochMilli(), 0);
    pass(Duration.ofMinutes(29));
    assertThat(told)
        .singleElement()
        .isEqualTo(
            "events could not become rows, the last one at 2026-11-30 12:00:00 UTC: see table"
                + " dead_letters");
    pass(Duration.ofMinutes(3));

    assertThat(told).hasSize(2);
  }

  @Test
  void saysThatNoticesWereGivenUp() {
    deadNotice = now;
    pass(Duration.ofMinutes(40));

    assertThat(told)
        .containsExactly(
            "notices were given up, the last one at 2026-11-30 12:00:00 UTC: './oceanus notices"
                + " dead' lists them",
            "no notice has been given up for 30 min 0 s, after 30 min 10 s");
  }

  @Test
  void forgetsNothingWhenItDiesItself() {
    Life life = born("1", "collector", "a");
    pass(Duration.ofMinutes(1));
    killed(life);
    for (int i = 0; i < 60; i++) {
      watch = watch();
      pass(ROUND);
    }
    assertThat(told).hasSize(1);
    born("2", "collector", "a");
    for (int i = 0; i < 60; i++) {
      watch = watch();
      pass(ROUND);
    }

    assertThat(told).hasSize(2);
  }

  @Test
  void tellsLaterWhatItCouldNotTell() {
    Life life = born("1", "collector", "a");
    pass(Duration.ofMinutes(1));
    killed(life);
    now = now.plusSeconds(30);
    announcerAway = true;
    assertThatThrownBy(watch::look).isInstanceOf(StreamUnavailableException.class);
    announcerAway = false;
    pass(ROUND);

    assertThat(told).hasSize(1);
  }

  @Test
  void remindsOnceADay() {
    Life life = born("1", "collector", "a");
    beating.set(0, life.with(Health.notReady("a disk is full")));
    pass(Duration.ofHours(49));
    beating.set(0, life);
    pass(Duration.ofMinutes(1));

    assertThat(told)
        .containsExactly(
            "collector a cannot work: a disk is full",
            "still, since 2026-11-30 12:00:00 UTC: collector a cannot work: a disk is full",
            "still, since 2026-11-30 12:00:00 UTC: collector a cannot work: a disk is full",
            "collector a works again, after 2 d 1 h");
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9A-Za-z:._/-]{1,256}"));
  }

  @Test
  void takesWhatComesAndGoesForOneTrouble() {
    for (int i = 0; i < 20; i++) {
      lane(i, Duration.ofMinutes(16));
      pass(ROUND);
      lane(i, null);
      pass(ROUND.multipliedBy(2));
    }
    pass(Duration.ofMinutes(1));

    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).startsWith("the loader of events_demo:0 is 16 min 0 s behind");
  }

  @Test
  void whatStandsStillHasNotCaughtUpBecauseAnotherWatchLooks() {
    lane(1, Duration.ofMinutes(6));
    pass(Duration.ofMinutes(6));
    assertThat(told).hasSize(1);
    watch = watch();
    pass(Duration.ofMinutes(1));
    assertThat(told).singleElement().asString().contains("stands still since");
    lane(2, Duration.ofMinutes(6));
    pass(Duration.ofMinutes(1));

    assertThat(told).hasSize(2);
    assertThat(told.getLast()).startsWith("the loader of events_demo:0 has caught up, after");
  }

  @Test
  void aRelayThatIsForgottenHasNotCaughtUp() {
    LaneSight relay =
        new LaneSight(
            new Shard("events_demo", 0), Reader.RELAY, new EntryId(1, 0), now.minusSeconds(960));
    lanes.add(relay);
    pass(ROUND);
    lanes.clear();
    pass(Duration.ofMinutes(1));

    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).startsWith("the relay to the bus of events_demo:0 is 16 min");
    assertThat(told.getLast())
        .startsWith("the relay to the bus of events_demo:0 has not caught up: it is gone");
  }
}
