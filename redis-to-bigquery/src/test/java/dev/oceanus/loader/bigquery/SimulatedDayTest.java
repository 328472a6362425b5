package dev.oceanus.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.MemoryJobs;
import dev.oceanus.loader.bigquery.job.MemoryJobs.Course;
import dev.oceanus.loader.bigquery.job.MemoryJobs.Plan;
import dev.oceanus.loader.bigquery.job.MemoryJobs.Trouble;
import dev.oceanus.loader.memory.TestClock;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of a lane that always has a batch ready, whatever happens to its jobs and its loaders. */
@Tag("slow")
class SimulatedDayTest {
  private static final int JOBS_PER_DAY = 1_400;
  private static final Duration DAY = Duration.ofDays(1);
  private static FakeBigQuery fake;
  private static BigQueryConnection connection;

  @BeforeAll
  static void makeTheTable(@TempDir Path folder) {
    fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder));
    WarehouseConfig.BigQuery config =
        new WarehouseConfig.BigQuery("test", "web", Optional.of(fake.url()));
    new TestDataset(config).table(TestBatches.LANE, TestBatches.SCHEMA);
    connection = new BigQueryConnection(config);
  }

  @AfterAll
  static void close() {
    fake.close();
  }

  /** A day and a bit of one lane. */
  private static final class Day {
    private final TestClock clock = new TestClock();
    private final SplittableRandom random;
    private final MemoryJobs jobs;
    private final double restarts;
    private final double epochs;
    private Warehouse warehouse;
    private BatchId id = TestBatches.id(1);
    private long committed;

    Day(long seed, double restarts, double epochs, Course course) {
      this.random = new SplittableRandom(seed);
      this.restarts = restarts;
      this.epochs = epochs;
      this.jobs = new MemoryJobs(clock, course);
      this.warehouse = start();
    }

    private Warehouse start() {
      BigQueryKit kit =
          BigQueryKit.of(
              connection,
              new BigQueryKit.Surroundings(
                  clock,
                  () -> clock.instant().toEpochMilli() * 1_000_000,
                  random,
                  FailPoints.none()));
      BigQueryKit inMemory =
          new BigQueryKit(
              kit.dataset(), jobs, kit.tables(), kit.scratch(), kit.sealed(), kit.surroundings());
      return new BigQueryLoadWarehouse(
          inMemory, LoadTerms.of(JOBS_PER_DAY), other -> Optional.empty());
    }

    Day run() {
      Instant end = clock.instant().plus(DAY).plus(Duration.ofHours(2));
      while (clock.instant().isBefore(end)) {
        clock.move(step());
        if (random.nextDouble() < restarts) {
          warehouse = start();
        }
        if (random.nextDouble() < epochs) {
          changeEpoch();
        }
      }
      return this;
    }

    private Duration step() {
      try {
        return switch (warehouse.commit(TestBatches.of(id, "a"))) {
          case CommitOutcome.Done unused -> {
            committed++;
            id = id.next();
            yield Duration.ZERO;
          }
          case CommitOutcome.Pending pending -> pending.again();
          case CommitOutcome.Refused unused -> Duration.ofMillis(100);
          case CommitOutcome.Abandoned unused -> {
            id = new BatchId(id.epoch() + "x", TestBatches.LANE, 1);
            yield Duration.ZERO;
          }
        };
      } catch (WarehouseUnavailableException e) {
        return e.retryAfter().orElse(Duration.ofMillis(100));
      }
    }

    /** The lane begins another epoch, as after a loss of data. */
    void changeEpoch() {
      try {
        Optional<?> unused = warehouse.abandon(id);
      } catch (WarehouseBusyException | WarehouseUnavailableException e) {
        return;
      }
    }
  }

  @Test
  void bringsOneBatchAMinuteWhereNothingGoesWrong() {
    Day day = new Day(1, 0, 0, Course.SMOOTH).run();
    assertThat(day.jobs.mostWithin(DAY)).isBetween(JOBS_PER_DAY - 2, JOBS_PER_DAY);
    assertThat(day.committed).isGreaterThan(JOBS_PER_DAY);
  }

  @Test
  void startsNoMoreJobsWhenItStartsOverAgainAndAgain() {
    Day day = new Day(2, 0.3, 0, Course.SMOOTH).run();
    assertThat(day.jobs.mostWithin(DAY)).isBetween(JOBS_PER_DAY / 2, JOBS_PER_DAY);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void startsNoMoreJobsWhateverBecomesOfThem(long seed) {
    Day day = new Day(seed, 0.05, 0.002, new Disturbed(seed)).run();
    assertThat(day.jobs.mostWithin(DAY)).isBetween(100, JOBS_PER_DAY);
    assertThat(day.committed).isPositive();
  }

  @Test
  void startsFewJobsWhileAQuotaIsUsedUp() {
    Day day =
        new Day(
                3,
                0.01,
                0,
                (id, created) ->
                    new Plan(created, failed(BigQueryFailure.QUOTA, created), Trouble.NONE))
            .run();
    assertThat(day.jobs.mostWithin(Duration.ofHours(1))).isBetween(2, 10);
    assertThat(day.jobs.mostWithin(DAY)).isBetween(40, 60);
  }

  private static Fate failed(BigQueryFailure failure, Instant ended) {
    return new Fate.Failed(failure, "what happened", ended, List.of());
  }

  /** Half of the jobs fail, and many an answer is lost. */
  private static final class Disturbed implements Course {
    private final SplittableRandom random;

    Disturbed(long seed) {
      this.random = new SplittableRandom(seed);
    }

    @Override
    public Plan plan(String id, Instant created) {
      Instant ends = created.plusMillis(random.nextInt(200_000));
      Fate fate =
          switch (random.nextInt(8)) {
            case 0 -> failed(BigQueryFailure.UNREACHABLE, ends);
            case 1 -> failed(BigQueryFailure.STOPPED, ends);
            case 2 -> failed(BigQueryFailure.ROWS, ends);
            case 3 ->
                failed(
                    random.nextInt(10) == 0 ? BigQueryFailure.QUOTA : BigQueryFailure.ROWS, ends);
            default -> new Fate.Done();
          };
      Trouble trouble =
          switch (random.nextInt(6)) {
            case 0 -> Trouble.BEFORE;
            case 1 -> Trouble.AFTER;
            default -> Trouble.NONE;
          };
      return new Plan(ends, fate, trouble);
    }

    @Override
    public boolean answers() {
      return random.nextInt(20) > 0;
    }
  }
}
