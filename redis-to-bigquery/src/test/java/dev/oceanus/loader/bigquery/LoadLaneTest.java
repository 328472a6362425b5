package dev.oceanus.loader.bigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.stream.AppendOutcome;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.stream.MicroBatch;
import dev.oceanus.loader.batch.BatchLimits;
import dev.oceanus.loader.lane.LaneKit;
import dev.oceanus.loader.lane.LaneTerms;
import dev.oceanus.loader.lane.LaneWorker;
import dev.oceanus.loader.memory.MemoryRedis;
import dev.oceanus.loader.memory.TestClock;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane from its stream to its table, by load jobs on the stand-in. */
class LoadLaneTest {
  private static final Duration TTL = Duration.ofSeconds(15);
  private static final int MOST_STEPS = 20_000;
  private static final Lane LANE = new Lane(TestBatches.LANE, 1);

  private final TestClock clock = new TestClock();
  private final MemoryRedis redis = new MemoryRedis(clock);
  private final Random random = new Random(3);
  private long sequence;
  private Stand stand;

  @BeforeEach
  void start(@TempDir Path folder) {
    stand = new Stand(folder);
    stand.dataset().table(Lane.DEAD_LETTERS.name(), Schemas.DEAD_LETTERS);
  }

  @AfterEach
  void close() {
    stand.close();
  }

  private void append(List<String> events) {
    sequence++;
    List<byte[]> bytes = events.stream().map(event -> event.getBytes(UTF_8)).toList();
    assertThat(redis.append(List.of(new MicroBatch(LANE.shard(0), "page", sequence, bytes))))
        .containsExactly(new AppendOutcome.Stored(false));
    clock.move(Duration.ofMillis(1));
  }

  private static String event(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private LaneWorker worker(Lane lane, Schema schema, String owner) {
    LaneTerms terms =
        new LaneTerms(
            owner,
            TTL,
            new BatchLimits(Duration.ZERO, 20_000, 64 << 20),
            Duration.ofMillis(100),
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(80)),
            Duration.ofSeconds(30));
    LaneKit kit =
        new LaneKit(
            redis.ports(stand.process(List.of(lane))),
            terms,
            new SimpleMeterRegistry(),
            clock,
            random,
            FailPoints.none(),
            Map.of());
    return new LaneWorker(lane, schema, kit);
  }

  private boolean isEmpty() {
    return List.of(LANE, Lane.DEAD_LETTERS).stream()
        .allMatch(
            lane ->
                redis.entries(lane.all()).isEmpty() && redis.load(lane.name()).pending().isEmpty());
  }

  /** Lets these workers take turns until nothing is left to load. */
  private void drain(LaneWorker... workers) {
    for (int i = 0; i < MOST_STEPS && !isEmpty(); i++) {
      for (LaneWorker worker : workers) {
        clock.move(worker.step());
      }
    }
    assertThat(isEmpty()).as("nothing is left").isTrue();
  }

  private List<@Nullable Object> column(String table, String column) {
    return stand.dataset().rows(table).stream()
        .<@Nullable Object>map((Map<String, @Nullable Object> row) -> row.get(column))
        .toList();
  }

  @Test
  void bringsTheNeighboursOfARowThatTheTableRefusesAndItOnceToTheDeadLetters() {
    List<Field> columns = new ArrayList<>();
    columns.add(Field.newBuilder("text", StandardSQLTypeName.STRING).setMaxLength(20L).build());
    columns.add(Field.of("whole", StandardSQLTypeName.INT64));
    for (String column : List.of("_batch", "_entry", "_seal")) {
      columns.add(Field.of(column, StandardSQLTypeName.STRING));
    }
    stand.dataset().table(TestBatches.LANE, columns.toArray(Field[]::new));
    List<String> events = new ArrayList<>();
    IntStream.range(0, 10_000).forEach(i -> events.add(event("t" + i)));
    String poison = event("longer than the twenty characters of the column");
    events.set(6_123, poison);
    append(events);

    drain(
        worker(LANE, TestBatches.SCHEMA, "a"),
        worker(Lane.DEAD_LETTERS, Schemas.DEAD_LETTERS, "a"));

    assertThat(column(TestBatches.LANE, "_entry")).hasSize(9_999).doesNotHaveDuplicates();
    assertThat(column("dead_letters", "event")).containsExactly(poison);
    assertThat(column("dead_letters", "field")).containsExactly("text");
  }

  @Test
  void findsTheJobOfAProcessThatDiedRightAfterItStartedIt() {
    LaneWorker dying = worker(LANE, TestBatches.SCHEMA, "dying");
    append(List.of(event("a")));
    drain(dying);
    append(List.of(event("b")));
    stand.fault("{'method':'jobs.insert','kind':'job-stuck','times':1}");
    for (int i = 0; i < MOST_STEPS && stand.loads() == 1; i++) {
      clock.move(dying.step());
    }
    clock.move(TTL.plusMillis(1));
    LaneWorker next = worker(LANE, TestBatches.SCHEMA, "next");
    for (int i = 0; i < 20; i++) {
      clock.move(next.step());
    }
    assertThat(redis.load(TestBatches.LANE).pending()).isPresent();
    assertThat(stand.loads()).isEqualTo(2);
    stand.heal();
    drain(next);
    assertThat(stand.texts()).containsExactly("a", "b");
    assertThat(stand.loads()).isEqualTo(2);
  }

  @Test
  void goesOnWhileAColumnIsAddedAndThenUsedAndTwoLoadersRun() {
    Schema wider =
        TestBatches.SCHEMA.with(
            List.of(
                dev.oceanus.common.schema.Field.string(
                    "more", 10, Source.wire("more"), "Another column.")));
    LaneWorker older = worker(LANE, TestBatches.SCHEMA, "older");
    append(List.of(event("a")));
    drain(older);
    append(List.of(event("b")));
    for (int i = 0; i < 3; i++) {
      clock.move(older.step());
    }
    LaneWorker newer = worker(LANE, wider, "newer");
    for (int i = 0; i < 30; i++) {
      clock.move(newer.step());
    }
    stand.dataset().table(TestBatches.LANE, wider);
    older.release();
    append(List.of("{\"text\":\"c\",\"more\":\"m\"}"));
    drain(newer);

    assertThat(stand.texts()).containsExactly("a", "b", "c");
    assertThat(column(TestBatches.LANE, "more")).containsExactly(null, null, "m");
    assertThat(column("dead_letters", "event")).isEmpty();
  }

  @Test
  void beginsAnotherEpochWithoutRepeatingWhatWasLoadedWhereRedisHasLostEverything() {
    append(List.of(event("a"), event("b")));
    drain(worker(LANE, TestBatches.SCHEMA, "a"));
    redis.flushAll();
    append(List.of(event("c")));
    drain(worker(LANE, TestBatches.SCHEMA, "b"));
    assertThat(stand.texts()).containsExactly("a", "b", "c");
    assertThat(column(TestBatches.LANE, "_entry")).doesNotHaveDuplicates();
  }

  @Test
  @Tag("slow")
  void bringsEachDayIntoItsOwnTableWhereTheLaneHasOneADay() {
    Lane daily = new Lane("events_daily", 1, true);
    for (String day : List.of("20261124", "20261125")) {
      stand.dataset().table("events_daily_" + day, TestBatches.SCHEMA);
    }
    clock.reach(Instant.parse("2026-11-24T23:59:59.998Z"));
    for (String text : List.of("a", "b", "c")) {
      sequence++;
      assertThat(
              redis.append(
                  List.of(
                      new MicroBatch(
                          daily.shard(0), "page", sequence, List.of(event(text).getBytes(UTF_8))))))
          .hasSize(1);
      clock.move(Duration.ofMillis(1));
    }
    LaneWorker worker = worker(daily, TestBatches.SCHEMA, "a");
    for (int i = 0; i < MOST_STEPS && !redis.entries(daily.all()).isEmpty(); i++) {
      clock.move(worker.step());
    }
    assertThat(column("events_daily_20261124", "text")).containsExactly("a", "b");
    assertThat(column("events_daily_20261125", "text")).containsExactly("c");
    assertThat(new PatientWarehouse(stand.process(List.of(daily))).lives("events_daily"))
        .singleElement()
        .satisfies(life -> assertThat(life.last().seq()).isEqualTo(2));
  }
}
