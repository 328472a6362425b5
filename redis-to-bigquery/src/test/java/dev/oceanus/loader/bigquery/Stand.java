package dev.oceanus.loader.bigquery;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.stream.Lane;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.bigquery.job.BigQueryJobs;
import dev.oceanus.loader.bigquery.job.DatasetLocation;
import dev.oceanus.loader.bigquery.table.Destinations;
import dev.oceanus.loader.memory.TestClock;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.testkit.process.Pause;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A stand-in with one table, and the processes that load into it. */
final class Stand implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST_QUESTIONS = 5_000;
  private static final LoadTerms FAST =
      new LoadTerms(86_400_000, Duration.ofMillis(2), Duration.ofMillis(6));

  private final FakeBigQuery fake;
  private final WarehouseConfig.BigQuery config;
  private final TestDataset dataset;
  private int unavailable;

  Stand(Path folder) {
    this(folder, "US");
  }

  Stand(Path folder, String location) {
    fake = FakeBigQuery.start(FakeBigQueryConfig.in(folder).with("web", location));
    config = new WarehouseConfig.BigQuery("test", "web", Optional.of(fake.url()));
    dataset = new TestDataset(config);
    dataset.table(TestBatches.LANE, TestBatches.SCHEMA);
  }

  TestDataset dataset() {
    return dataset;
  }

  /** Jobs as a process has them that has just started. */
  BigQueryJobs jobs() {
    BigQueryConnection connection = new BigQueryConnection(config);
    return new BigQueryJobs(connection, new DatasetLocation(connection));
  }

  /** A process that has just started. */
  BigQueryLoadWarehouse process() {
    return process(FAST, Clock.systemUTC());
  }

  /** One that knows these lanes. */
  BigQueryLoadWarehouse process(List<Lane> lanes) {
    return process(FAST, Clock.systemUTC(), lanes);
  }

  BigQueryLoadWarehouse process(LoadTerms terms, Clock clock) {
    return process(terms, clock, List.of());
  }

  private BigQueryLoadWarehouse process(LoadTerms terms, Clock clock, List<Lane> lanes) {
    BigQueryKit.Surroundings surroundings =
        new BigQueryKit.Surroundings(clock, nanos(clock), new Random(5), FailPoints.none());
    BigQueryKit kit = BigQueryKit.of(new BigQueryConnection(config), surroundings);
    return new BigQueryLoadWarehouse(
        kit.with(new Destinations(lanes)), terms, id -> Optional.empty());
  }

  private static LongSupplier nanos(Clock clock) {
    return clock instanceof TestClock ? () -> clock.millis() * 1_000_000 : System::nanoTime;
  }

  /** Adds a rule about what goes wrong, written with single quotes. */
  void fault(String rule) {
    fake.faults().add((ObjectNode) JSON.readTree(rule.replace('\'', '"')));
  }

  void heal() {
    fake.faults().clear("");
  }

  /** Changes settings of the stand-in, written with single quotes. */
  void set(String settings) {
    fake.settings().change((ObjectNode) JSON.readTree(settings.replace('\'', '"')));
  }

  /** What time it is for the stand-in, from now on. */
  void setTime(Instant time) {
    fake.clock().setOffset(Duration.between(Clock.systemUTC().instant(), time));
  }

  /** Commits until it is decided, through failures that may pass. */
  CommitOutcome commit(BigQueryLoadWarehouse process, Batch batch) {
    for (int i = 0; i < MOST_QUESTIONS; i++) {
      try {
        CommitOutcome outcome = process.commit(batch);
        if (!(outcome instanceof CommitOutcome.Pending pending)) {
          return outcome;
        }
        Pause.of(pending.again());
      } catch (WarehouseUnavailableException e) {
        unavailable++;
        Pause.of(Duration.ofMillis(2));
      }
    }
    throw new IllegalStateException("batch " + batch.seal().id() + " is still undecided");
  }

  /** How often a commit has failed so far in a way that may pass. */
  int unavailable() {
    return unavailable;
  }

  /** The texts that the table holds. */
  List<@Nullable Object> texts() {
    return dataset.rows(TestBatches.LANE).stream()
        .<@Nullable Object>map((Map<String, @Nullable Object> row) -> row.get("text"))
        .toList();
  }

  /** How many load jobs there ever were. */
  long loads() {
    return dataset.loadJobs();
  }

  @Override
  public void close() {
    fake.close();
  }
}
