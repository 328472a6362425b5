package dev.oceanus.collector.spool;

import static dev.oceanus.collector.spool.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.MemoryStreams;
import dev.oceanus.collector.commit.Spool.Kept;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.stream.MicroBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SegmentSpoolTest {
  private static final long LIMIT = 1 << 20;

  private final MemoryFolder folder = new MemoryFolder();
  private final MemoryStreams streams = new MemoryStreams();
  private SpoolLife life = life(Duration.ZERO, LIMIT);

  @Test
  void isInUseFromTheFirstMicroBatchToTheLast() {
    assertThat(life.spool().inUse()).isFalse();
    assertThat(life.keep(batch(1, "a"))).isEqualTo(Kept.KEPT);
    assertThat(life.spool().inUse()).isTrue();
    assertThat(life.drain()).isEqualTo(Replay.Step.NOTHING);
    assertThat(life.spool().inUse()).isFalse();
    assertThat(stored()).containsExactly("events_demo:0 p#1 [a]");
    assertThat(folder.names()).isEmpty();
  }

  @Test
  void sendsInTheOrderInWhichItWasSpooledUnderTheSameSequences() {
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      MicroBatch next = i % 3 == 0 ? batch(Batches.SHOP, "q", i, "q" + i) : batch(i, "p" + i);
      expected.add(Batches.print(next));
      assertThat(life.keep(next)).isEqualTo(Kept.KEPT);
    }
    assertThat(folder.names()).as("segments").hasSizeGreaterThan(5);
    life.drain();
    assertThat(stored()).isEqualTo(expected);
    assertThat(folder.names()).isEmpty();
  }

  @Test
  void goesOnWhereRedisDidNotConfirm() {
    keep(1, 9);
    streams.refuse(3);
    assertThat(life.step()).isEqualTo(Replay.Step.UNCONFIRMED);
    assertThat(life.state().storable()).isFalse();
    assertThat(life.state().why()).contains("refused by the test");
    keep(10, 12);
    streams.loseAnswers(2);
    while (life.drain() != Replay.Step.NOTHING) {
      assertThat(life.spool().inUse()).isTrue();
    }
    assertThat(stored()).isEqualTo(numbered(1, 12));
    assertThat(life.spool().inUse()).isFalse();
  }

  @Test
  void isFoundByTheNextProcessWhichSendsItFirst() {
    keep(1, 20);
    life.step();
    folder.crash(new Random(1));
    life = life(Duration.ZERO, LIMIT);
    assertThat(life.spool().inUse()).isTrue();
    assertThat(life.keep(batch(Batches.DEMO, "new", 1, "later"))).isEqualTo(Kept.KEPT);
    life.drain();
    List<String> expected = numbered(1, 20);
    expected.add("events_demo:0 new#1 [later]");
    assertThat(stored()).isEqualTo(expected);
  }

  @Test
  void tellsHowMuchThereIs() {
    keep(1, 20);
    assertThat(life.gauge("events")).isEqualTo(20);
    assertThat(life.gauge("bytes")).isEqualTo((double) folder.bytes());
    assertThat(life.count("written_events")).isEqualTo(20);
    life.step();
    assertThat(life.gauge("events")).isBetween(1.0, 19.0);
    SpoolLife next = life(Duration.ofHours(1), LIMIT);
    assertThat(next.gauge("oldest_seconds")).isBetween(3599.0, 3700.0);
    next.drain();
    assertThat(next.gauge("events")).isZero();
    assertThat(next.gauge("bytes")).isZero();
    assertThat(next.gauge("oldest_seconds")).isZero();
    assertThat(life.count("replayed_events") + next.count("replayed_events")).isEqualTo(20);
  }

  @Test
  void takesNoMoreThanItsBoundAndKeepsWhatItHas() {
    life = life(Duration.ZERO, 1000);
    int kept = 0;
    while (life.keep(batch(kept + 1, "event " + (kept + 1))) == Kept.KEPT) {
      kept++;
    }
    assertThat(kept).isBetween(8, 20);
    assertThat(folder.bytes()).isLessThanOrEqualTo(1000);
    assertThat(life.spool().takes()).isFalse();
    assertThat(life.count("refused_events")).isEqualTo(1);
    life.drain();
    assertThat(stored()).hasSize(kept);
    assertThat(life.keep(batch(99, "again"))).isEqualTo(Kept.KEPT);
    assertThat(life.spool().takes()).isTrue();
  }

  @Test
  void leavesHalfOfItsRoomToEventsThatPassedTheirChecks() {
    life = life(Duration.ZERO, 2000);
    int refused = 0;
    while (life.keep(batch(Batches.REFUSED, "p", refused + 1, "refused")) == Kept.KEPT) {
      refused++;
    }
    assertThat(folder.bytes()).isLessThanOrEqualTo(1000);
    assertThat(life.spool().takes()).as("for good events there is room").isTrue();
    assertThat(
            life.spool()
                .keep(
                    List.of(
                        batch(Batches.REFUSED, "p", 100, "refused"),
                        batch(101, "a"),
                        batch(102, "b")),
                    false))
        .containsExactly(Kept.REFUSED, Kept.KEPT, Kept.KEPT);
    life.drain();
    assertThat(stored())
        .hasSize(refused + 2)
        .endsWith("events_demo:0 p#101 [a]", "events_demo:0 p#102 [b]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesWhatItsDiskDoesNotTakeAndGoesOnInAnotherSegment(boolean atSync) {
    keep(1, 2);
    folder.fail(2, atSync);
    try (CapturedLog log = new CapturedLog()) {
      assertThat(life.keep(batch(3, "3"))).isEqualTo(Kept.REFUSED);
      assertThat(life.spool().takes()).isFalse();
      assertThat(life.keep(batch(4, "4"))).as("not even a new segment").isEqualTo(Kept.REFUSED);
      assertThat(log.lines()).filteredOn(line -> line.contains("disk does not take")).hasSize(1);
    }
    keep(5, 6);
    assertThat(life.spool().takes()).isTrue();
    assertThat(folder.names()).hasSize(2);
    assertThat(life.count("refused_events")).isEqualTo(2);
    life.drain();
    assertThat(stored())
        .as("what was refused is not stored, what was kept before is")
        .isEqualTo(numbered(1, 2, 5, 6));
  }

  /** They wait for a short time only, so that it may take several tries on a busy machine. */
  @Test
  void hasWritersWaitForTheLastEventsAndThenSendThemselves() {
    Kept outcome = Kept.KEPT;
    for (int i = 1; outcome == Kept.KEPT; i++) {
      assertThat(i).as("tries").isLessThan(200);
      keep(2 * i, 2 * i);
      MicroBatch next = batch(2 * i + 1, Integer.toString(2 * i + 1));
      streams.hold();
      CompletableFuture<Replay.Step> replay = CompletableFuture.supplyAsync(life::step);
      await().until(() -> streams.waiting() == 1);
      CompletableFuture<Kept> kept = new CompletableFuture<>();
      Thread writer = Thread.ofPlatform().start(() -> kept.complete(life.keep(next)));
      await().pollInterval(Duration.ofMillis(1)).until(() -> waits(writer));
      streams.release();
      assertThat(replay.join()).isEqualTo(Replay.Step.STORED);
      outcome = kept.join();
      assertThat(life.spool().inUse()).isEqualTo(outcome == Kept.KEPT);
      life.drain();
    }
    assertThat(outcome).isEqualTo(Kept.SEND);
  }

  /** Whether it waits, or has done so. */
  private static boolean waits(Thread thread) {
    return Set.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED).contains(thread.getState());
  }

  @Test
  void makesNoWriterWaitForARedisThatHangs() {
    keep(1, 2);
    streams.hold();
    CompletableFuture<Replay.Step> replay = CompletableFuture.supplyAsync(life::step);
    await().until(() -> streams.waiting() == 1);
    assertThat(life.keep(batch(3, "3"))).isEqualTo(Kept.KEPT);
    streams.release();
    replay.join();
    assertThat(life.spool().inUse()).as("for there is one more").isTrue();
    life.drain();
    assertThat(stored()).isEqualTo(numbered(1, 3));
  }

  @Test
  void staysInUseWhileTheStoreIsAwayThoughItIsEmpty() {
    life.state().failed("unreachable");
    life.spool().use();
    assertThat(life.step()).isEqualTo(Replay.Step.NOTHING);
    assertThat(life.spool().inUse()).isTrue();
    life.state().stored();
    assertThat(life.step()).isEqualTo(Replay.Step.NOTHING);
    assertThat(life.spool().inUse()).isFalse();
  }

  /** Each call carries one producer, so that a step sends only a part of a segment. */
  @Test
  void doesNotSendAgainWhatRedisMayHaveForgottenToHaveStored() {
    for (int i = 1; i <= 12; i++) {
      life.keep(batch(Batches.DEMO, "producer " + i, 1, Integer.toString(i)));
    }
    life.step();
    SegmentName begun = folder.names().getFirst();
    assertThat(folder.names()).hasSize(2);
    life = life(Reading.OLDEST.plusDays(1), LIMIT);
    life.drain();
    assertThat(folder.aside()).containsExactly(begun);
    assertThat(stored()).as("nothing twice").doesNotHaveDuplicates();
    assertThat(stored().size() - 1 + life.count("aside_events")).isGreaterThanOrEqualTo(11);
    assertThat(stored()).as("of later segments all").endsWith("events_demo:0 producer 12#1 [12]");
    assertThat(folder.names()).isEmpty();
    assertThat(life.spool().inUse()).isFalse();
  }

  @Test
  void sendsWhatWasNeverSentHoweverOldItIs() {
    keep(1, 12);
    List<SegmentName> names = folder.names();
    life.spool().keep(List.of(batch(13, "in doubt")), true);
    life.spool().keep(List.of(batch(14, "never sent")), false);
    life = life(Reading.OLDEST.plusDays(1), LIMIT);
    life.drain();
    assertThat(folder.aside())
        .as("the first, and the one in doubt")
        .hasSize(2)
        .contains(names.getFirst());
    assertThat(stored())
        .isNotEmpty()
        .endsWith("events_demo:0 p#14 [never sent]")
        .doesNotContain("events_demo:0 p#13 [in doubt]");
  }

  @Test
  void keepsADamagedSegmentForPeopleOnceItsOtherRecordsAreSent() {
    keep(1, 3);
    folder.damage(SegmentFormat.HEADER_BYTES + SegmentFormat.length(Batches.spooled(1, "1")) + 20);
    try (CapturedLog log = new CapturedLog()) {
      life = life(Duration.ZERO, LIMIT);
      assertThat(log.lines()).filteredOn(line -> line.contains("are no record")).hasSize(1);
    }
    assertThat(life.count("damaged_places")).isEqualTo(1);
    life.drain();
    assertThat(stored()).isEqualTo(numbered(1, 1, 3, 3));
    assertThat(folder.aside()).hasSize(1);
    assertThat(life.gauge("events")).isZero();
  }

  /** Passed on, its producer would leave it behind, and Redis would take it for stored. */
  @Test
  void waitsForASegmentThatCannotBeReadNow() {
    keep(1, 12);
    int segments = folder.names().size();
    folder.failReads(2);
    try (CapturedLog log = new CapturedLog()) {
      assertThat(life.step()).isEqualTo(Replay.Step.UNCONFIRMED);
      assertThat(life.step()).isEqualTo(Replay.Step.UNCONFIRMED);
      assertThat(life.spool().inUse()).isTrue();
      assertThat(folder.names()).hasSize(segments);
      assertThat(stored()).isEmpty();
      life.drain();
      assertThat(log.lines())
          .filteredOn(line -> line.contains("read"))
          .hasSize(2)
          .anyMatch(line -> line.contains("cannot be read, and everything behind it waits"))
          .anyMatch(line -> line.contains("can be read again"));
    }
    assertThat(stored()).isEqualTo(numbered(1, 12));
    assertThat(folder.aside()).isEmpty();
    assertThat(life.count("failed_reads")).isEqualTo(2);
    assertThat(life.count("lost_events")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void tellsOfARecordThatTheDiskHasChangedMeanwhile(int changed) {
    keep(1, 3);
    int end = SegmentFormat.HEADER_BYTES;
    for (int i = 1; i <= changed; i++) {
      end += SegmentFormat.length(Batches.spooled(i, Integer.toString(i)));
    }
    folder.damage(end - 1);
    try (CapturedLog log = new CapturedLog()) {
      life.drain();
      assertThat(log.lines()).filteredOn(line -> line.contains("are no record")).hasSize(1);
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("ERROR") && line.contains("has lost 1 events"))
          .hasSize(1);
    }
    assertThat(stored()).hasSize(2).doesNotContain(numbered(changed, changed).getFirst());
    assertThat(folder.aside()).hasSize(1);
    assertThat(life.count("damaged_places")).isEqualTo(1);
    assertThat(life.count("lost_events")).isEqualTo(1);
  }

  @Test
  void tellsOfASegmentThatSomebodyHasTakenAway() throws IOException {
    keep(1, 3);
    folder.delete(folder.names().getFirst());
    try (CapturedLog log = new CapturedLog()) {
      life.drain();
      assertThat(log.lines()).filteredOn(line -> line.contains("has lost 3 events")).hasSize(1);
    }
    assertThat(life.count("lost_events")).isEqualTo(3);
    assertThat(life.spool().inUse()).isFalse();
    assertThat(life.keep(batch(4, "4"))).isEqualTo(Kept.KEPT);
  }

  @Test
  void doesNotStartOnASegmentOfALaterRelease() throws IOException {
    folder.create(new SegmentName(7, 1), SegmentFormat.header(2, 1)).close(20);
    assertThatThrownBy(() -> life(Duration.ZERO, LIMIT))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("000000000007-0000000000000001.spool")
        .hasMessageContaining("format 2");
  }

  private SpoolLife life(Duration ahead, long limit) {
    return new SpoolLife(folder, streams, SpoolLife.clock(ahead), limit);
  }

  private void keep(int first, int last) {
    for (int i = first; i <= last; i++) {
      assertThat(life.keep(batch(i, Integer.toString(i)))).isEqualTo(Kept.KEPT);
    }
  }

  private List<String> stored() {
    return streams.stored().stream().map(Batches::print).toList();
  }

  /** Micro-batches from one number to another, and so on. */
  private static List<String> numbered(int... borders) {
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < borders.length; i += 2) {
      for (int number = borders[i]; number <= borders[i + 1]; number++) {
        numbered.add(Batches.print(batch(number, Integer.toString(number))));
      }
    }
    return numbered;
  }
}
