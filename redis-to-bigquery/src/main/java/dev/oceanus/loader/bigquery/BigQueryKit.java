package dev.oceanus.loader.bigquery;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.bigquery.job.BigQueryJobs;
import dev.oceanus.loader.bigquery.job.DatasetLocation;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.bigquery.table.BigQueryTables;
import dev.oceanus.loader.bigquery.table.Destinations;
import dev.oceanus.loader.bigquery.table.ScratchTables;
import dev.oceanus.loader.bigquery.table.SealedBatches;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a warehouse in BigQuery is made of.
 *
 * @param dataset which one
 * @param jobs its jobs
 * @param tables whether tables fit
 * @param scratch tables for rehearsals
 * @param sealed what tables say they hold
 * @param destinations to which table rows go
 * @param surroundings of the process
 */
public record BigQueryKit(
    WarehouseConfig.BigQuery dataset,
    Jobs jobs,
    BigQueryTables tables,
    ScratchTables scratch,
    SealedBatches sealed,
    Destinations destinations,
    Surroundings surroundings) {
  private static final int DAYS = 8;

  /** With one table for each lane. */
  public BigQueryKit(
      WarehouseConfig.BigQuery dataset,
      Jobs jobs,
      BigQueryTables tables,
      ScratchTables scratch,
      SealedBatches sealed,
      Surroundings surroundings) {
    this(dataset, jobs, tables, scratch, sealed, new Destinations(List.of()), surroundings);
  }

  /** The same for these lanes, some of which may have a table a day. */
  public BigQueryKit with(Destinations others) {
    return new BigQueryKit(dataset, jobs, tables, scratch, sealed, others, surroundings);
  }

  /**
   * What the process provides.
   *
   * @param clock the time of day
   * @param nanos the monotonic clock
   * @param random for jitter and names
   * @param failPoints where tests break it
   */
  public record Surroundings(
      Clock clock, LongSupplier nanos, RandomGenerator random, FailPoints failPoints) {}

  /** All of it by one connection. */
  public static BigQueryKit of(BigQueryConnection connection, Surroundings surroundings) {
    DatasetLocation location = new DatasetLocation(connection);
    BigQueryTables tables = new BigQueryTables(connection);
    return new BigQueryKit(
        connection.config(),
        new BigQueryJobs(connection, location),
        tables,
        new ScratchTables(connection, surroundings.clock()),
        new SealedBatches(connection, location, tables),
        surroundings);
  }

  /** The table to which a batch goes. */
  public String destination(Batch batch) {
    return destinations.of(batch);
  }

  /**
   * The tables of a lane that are asked what they hold: of tables of days the last few, since
   * whatever may still go on is there. One that is missing is somebody's to make before.
   */
  public List<String> latestTables(String lane) {
    return destinations.isDaily(lane) ? tables.days(lane, DAYS) : List.of(lane);
  }

  Clock clock() {
    return surroundings.clock();
  }

  RandomGenerator random() {
    return surroundings.random();
  }
}
