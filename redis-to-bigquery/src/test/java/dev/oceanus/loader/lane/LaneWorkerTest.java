package dev.oceanus.loader.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPointException;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Reader;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.BatchLimits;
import dev.oceanus.loader.lane.LaneWorld.Kind;
import dev.oceanus.loader.memory.MemoryData;
import dev.oceanus.loader.memory.MemoryWarehouse.Fault;
import dev.oceanus.loader.seal.LaneState;
import dev.oceanus.loader.warehouse.Committed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One lane's worker, on a Redis and a warehouse in memory. */
class LaneWorkerTest {
  private static final BatchLimits LARGE = new BatchLimits(Duration.ZERO, 10_000, 1 << 20);

  /** Rows of each batch, in the order of commits. */
  private static List<Integer> batches(LaneWorld world) {
    return world.warehouse.batches().stream()
        .filter(each -> each.id().lane().equals(world.lane.name()))
        .map(Committed::rows)
        .toList();
  }

  private static void work(LaneWorld world, LaneWorker worker) {
    world.steps(worker, 40);
  }

  @Test
  void loadsAndTrimsWhatIsThere() {
    LaneWorld world = new LaneWorld(1, LARGE);
    world.appendGood(5);
    work(world, world.worker("a"));

    assertThat(batches(world)).containsExactly(5);
    assertThat(world.redis.entries(world.lane.all())).isEmpty();
    assertThat(world.redis.position(world.lane.shard(0), Reader.LOADER))
        .isEqualTo(world.redis.lastGenerated(world.lane.shard(0)));
    LaneState state = world.redis.load(world.lane.name());
    assertThat(state.settled()).isEqualTo(1);
    assertThat(state.pending()).isEmpty();
    assertThat(world.counted("oceanus_loader_rows_committed_total")).isEqualTo(5);
    world.drained();
  }

  @Test
  void doesNothingWithoutEntries() {
    LaneWorld world = new LaneWorld(1);
    work(world, world.worker("a"));
    assertThat(world.warehouse.commits()).isZero();
  }

  @Test
  void waitsUntilTheFirstEntryIsOldEnough() {
    LaneWorld world = new LaneWorld(1, new BatchLimits(Duration.ofSeconds(60), 100, 1 << 20));
    LaneWorker worker = world.worker("a");
    world.steps(worker, 3);
    world.appendGood(2);

    Duration pause = world.step(worker);
    assertThat(pause).isEqualTo(Duration.ofSeconds(60));
    world.appendGood(1);
    world.steps(worker, 4);
    assertThat(batches(world)).containsExactly(3);
  }

  @Test
  void waitsNoLongerWhenTheBatchIsFull() {
    LaneWorld world = new LaneWorld(1, new BatchLimits(Duration.ofHours(1), 3, 1 << 20));
    world.appendGood(7);
    work(world, world.worker("a"));
    assertThat(batches(world)).startsWith(3, 3);
  }

  @Test
  void isNotHeldUpByAClockThatGoesBack() {
    LaneWorld world = new LaneWorld(1, new BatchLimits(Duration.ofSeconds(60), 100, 1 << 20));
    LaneWorker worker = world.worker("a");
    world.steps(worker, 3);
    world.appendGood(1);
    assertThat(worker.step()).isEqualTo(Duration.ofSeconds(60));
    world.jump(Duration.ofHours(-5));
    world.steps(worker, 4);
    assertThat(batches(world)).containsExactly(1);
  }

  @Test
  void takesNoMoreThanTheBytesOfABatch() {
    LaneWorld world = new LaneWorld(1, new BatchLimits(Duration.ZERO, 100, 40));
    world.appendGood(4); // of 17 bytes; the one that reaches the limit is still in
    work(world, world.worker("a"));
    assertThat(batches(world)).containsExactly(3, 1);
  }

  @Test
  void givesEachShardItsShareOfABatch() {
    LaneWorld world = new LaneWorld(3, new BatchLimits(Duration.ZERO, 6, 1 << 20));
    world.appendGood(12);
    work(world, world.worker("a"));
    assertThat(batches(world)).containsExactly(6, 6);
    assertThat(world.warehouse.rows(world.lane.name()).subList(0, 6))
        .extracting(stored -> stored.row().entry().shard())
        .containsExactly(0, 0, 1, 1, 2, 2);
    world.drained();
  }

  static Set<FailPoint> points() {
    Set<FailPoint> points = EnumSet.allOf(FailPoint.class);
    points.removeIf(point -> !point.name().startsWith("LOADER_"));
    points.remove(FailPoint.LOADER_BEFORE_SUBMIT); // inside the adapter, and the next two
    points.remove(FailPoint.LOADER_IN_COMMIT);
    points.remove(FailPoint.LOADER_SUBMITTED);
    return points;
  }

  @ParameterizedTest
  @MethodSource("points")
  void losesAndRepeatsNothingWhenItBreaksAt(FailPoint point) {
    LaneWorld world = new LaneWorld(2);
    world.append(Kind.GOOD, Kind.NO_JSON, Kind.REFUSED, Kind.GOOD);
    LaneWorker before = world.worker("before", FailPoints.parse(List.of("loader-committed=throw")));
    assertThatThrownBy(() -> world.steps(before, 60)).isInstanceOf(FailPointException.class);
    world.expireLeases(); // a batch is left to be adopted
    world.append(Kind.GOOD, Kind.GOOD);
    LaneWorker doomed = world.worker("a", FailPoints.parse(List.of(point.key() + "=throw")));

    assertThatThrownBy(
            () -> {
              world.steps(doomed, 60);
              doomed.release();
            })
        .isInstanceOf(FailPointException.class)
        .hasMessageContaining(point.key());
    world.check();

    world.append(Kind.GOOD, Kind.TOO_LONG);
    world.drain();
    world.drained();
    assertThat(world.deadLetters()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNAVAILABLE", "ANSWER_LOST"})
  void commitsOnceWhenACommitFails(Fault fault) {
    LaneWorld world = new LaneWorld(1, LARGE);
    world.appendGood(5);
    world.warehouse.failNextCommit(fault);
    work(world, world.worker("a"));
    assertThat(batches(world)).containsExactly(5);
    assertThat(world.warehouse.commits()).isEqualTo(2);
    world.drained();
  }

  @Test
  void waitsForACommitThatTakesLongWithoutCommittingTwice() {
    LaneWorld world = new LaneWorld(1);
    world.appendGood(3);
    world.warehouse.slowNextCommit(8);
    world.drain();
    world.drained();
    assertThat(world.warehouse.batches()).hasSize(1);
  }

  @Test
  void waitsForTheCommitThatADeadProcessHasBegun() {
    LaneWorld world = new LaneWorld(1);
    world.appendGood(3);
    world.warehouse.slowNextCommit(9);
    LaneWorker first = world.worker("first");
    for (int i = 0; i < 20 && world.warehouse.commits() == 0; i++) {
      world.step(first);
    }
    assertThat(world.warehouse.batches()).isEmpty();

    world.drain("second");
    world.drained();
    assertThat(world.warehouse.batches()).hasSize(1);
  }

  @Test
  void leavesTheLaneToWhoeverHasTheLease() {
    LaneWorld world = new LaneWorld(1, LARGE);
    LaneWorker first = world.worker("a");
    world.steps(first, 3);
    LaneWorker second = world.worker("b");
    assertThat(second.step()).isEqualTo(LaneWorld.TTL.dividedBy(5));

    first.release();
    world.appendGood(3);
    work(world, second);
    assertThat(batches(world)).containsExactly(3);
  }

  @Test
  void keepsItsLeaseAsLongAsItRenewsIt() {
    LaneWorld world = new LaneWorld(1, LARGE);
    LaneWorker first = world.worker("a");
    LaneWorker second = world.worker("b");
    world.steps(first, 3);
    for (int i = 0; i < 10; i++) {
      world.clock.move(LaneWorld.TTL.dividedBy(3));
      first.renew();
      assertThat(second.step()).isPositive();
    }
    world.appendGood(1);
    work(world, first);
    assertThat(batches(world)).containsExactly(1);
  }

  @Test
  void stopsWorkingWhenItsLeaseCannotBeRenewed() {
    LaneWorld world = new LaneWorld(1, LARGE);
    LaneWorker first = world.worker("a");
    world.steps(first, 3);
    world.expireLeases();
    LaneWorker second = world.worker("b");
    world.steps(second, 3);

    first.renew();
    world.appendGood(2);
    world.steps(first, 3);
    assertThat(world.warehouse.commits()).isZero();
    work(world, second);
    assertThat(batches(world)).containsExactly(2);
  }

  @Test
  void stopsWhenTheWarehouseHoldsSomethingElseUnderTheId() {
    LaneWorld world = new LaneWorld(1, LARGE);
    LaneWorker worker = world.worker("a");
    world.steps(worker, 3);
    BatchId id = new BatchId(world.redis.load("events").epoch(), "events", 1);
    world.appendGood(2);
    world.warehouse.duringCommit(
        () ->
            world.warehouse.hold(
                new Committed(id, 1, 7, "f".repeat(64), List.of(new EntryId(5, 0)))));
    world.steps(worker, 2);
    Duration pause = Stream.generate(worker::step).limit(3).reduce((a, b) -> b).orElseThrow();

    assertThat(pause).isEqualTo(Duration.ofSeconds(30));
    assertThat(world.isStopped()).isTrue();
    assertThat(world.redis.entries(world.lane.all())).hasSize(2);
    assertThat(world.redis.position(world.lane.shard(0), Reader.LOADER)).isEqualTo(EntryId.ZERO);
    assertThat(world.gauge("oceanus_loader_lane_stopped")).isOne();
    worker.release();
    assertThat(world.gauge("oceanus_loader_lane_stopped")).as("it is another's now").isZero();
  }

  @Test
  void leavesOutTheOneRowOfAThousandThatIsRefused() {
    LaneWorld world = new LaneWorld(1, LARGE);
    world.appendGood(600);
    world.append(Kind.REFUSED);
    world.appendGood(399);
    work(world, world.worker("a"));

    assertThat(batches(world)).containsExactly(999);
    assertThat(world.warehouse.commits()).isEqualTo(4); // three refusals, and then without it
    assertThat(world.counted("oceanus_loader_dead_letters_total", "reason", "refused-by-warehouse"))
        .isEqualTo(1);
    world.drain();
    world.drained();
    assertThat(world.deadLetters()).containsExactly("{\"id\":\"e601\",\"n\":-1}");
  }

  @Test
  void makesADeadLetterOfEachEntryThatIsNoEvent() {
    LaneWorld world = new LaneWorld(2, LARGE);
    world.append(Kind.NO_JSON, Kind.GOOD, Kind.UNKNOWN_FIELD, Kind.TOO_LONG);
    world.drain();
    world.drained();

    assertThat(world.warehouse.rows("dead_letters"))
        .extracting(
            stored -> stored.row().event().get("reason"),
            stored -> stored.row().event().get("field"),
            stored -> stored.row().event().get("lane"))
        .hasSize(3)
        .allSatisfy(tuple -> assertThat(tuple.toList()).startsWith("unreadable").endsWith("events"))
        .anySatisfy(tuple -> assertThat(tuple.toList()).contains("id"));
    assertThat(world.warehouse.rows("dead_letters"))
        .extracting(stored -> stored.row().event().get("entry"))
        .allSatisfy(entry -> assertThat((String) entry).matches("events:[01]:\\d+-\\d+"));
  }

  @Test
  void beginsANewEpochWhenRedisWentBack() {
    LaneWorld world = new LaneWorld(1, LARGE);
    LaneWorker worker = world.worker("a");
    world.appendGood(2);
    world.steps(worker, 6);
    MemoryData backup = world.redis.backup();
    String epoch = world.redis.load("events").epoch();
    world.appendGood(3);
    work(world, worker);
    EntryId last = world.redis.lastGenerated(world.lane.shard(0));

    world.goBack(backup);
    work(world, worker);
    assertThat(world.redis.load("events").epoch()).isNotEqualTo(epoch);
    assertThat(world.redis.lastGenerated(world.lane.shard(0))).isGreaterThanOrEqualTo(last);
    assertThat(world.counted("oceanus_loader_alarms_total", "kind", "data-went-back")).isOne();

    world.appendGood(4);
    world.drain();
    world.drained();
    assertThat(world.loaded()).hasSize(9);
  }

  @Test
  void beginsANewEpochWhenRedisLostEverything() {
    LaneWorld world = new LaneWorld(2, LARGE);
    LaneWorker worker = world.worker("a");
    world.appendGood(4);
    work(world, worker);
    world.loseEverything();
    world.appendGood(3);
    work(world, worker);
    world.drain();
    world.drained();
    assertThat(world.loaded()).hasSize(7);
    assertThat(world.counted("oceanus_loader_alarms_total", "kind", "data-went-back")).isOne();
  }

  @Test
  void tellsOfNoAlarmWhereNothingHappened() {
    LaneWorld world = new LaneWorld(3);
    world.append(Kind.values());
    world.drain();
    assertThat(world.counted("oceanus_loader_alarms_total")).isZero();
  }

  @Test
  void countsWhatItTookFromTheStreamAsRowsAndDeadLetters() {
    LaneWorld world = new LaneWorld(2);
    world.append(Kind.values());
    world.append(Kind.values());
    work(world, world.worker("a"));
    assertThat(
            world.counted("oceanus_loader_rows_committed_total", "lane", "events")
                + world.counted("oceanus_loader_dead_letters_total", "lane", "events"))
        .isEqualTo(2 * Kind.values().length);
  }
}
