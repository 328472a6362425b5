package dev.oceanus.loader;

import dev.oceanus.common.config.ByteSize;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.config.LeaseConfig;
import dev.oceanus.common.config.Units;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseConfig.Kind;
import dev.oceanus.loader.batch.BatchLimits;
import java.time.Duration;

/**
 * How the loader works.
 *
 * @param warehouse where to
 * @param bigQuery how, if that is BigQuery
 * @param limits when a batch is full
 * @param poll how often an idle lane is looked at
 * @param leaseTtl how long a lane waits for a loader that has died
 * @param threads how many lanes are loaded at the same time
 */
public record LoaderConfig(
    WarehouseConfig warehouse,
    BigQueryLoading bigQuery,
    BatchLimits limits,
    Duration poll,
    Duration leaseTtl,
    int threads) {
  private static final Duration SHORTEST_OF_LOAD_JOBS = Duration.ofSeconds(60);

  /** Reads the loader's settings. */
  public static LoaderConfig from(Env env) {
    WarehouseConfig warehouse = WarehouseConfig.from(env);
    BigQueryLoading bigQuery = BigQueryLoading.from(env);
    boolean loadJobs =
        warehouse.kind() == Kind.BIGQUERY && bigQuery.mode() == BigQueryLoading.Mode.LOAD;
    BatchLimits limits = limits(env, usual(warehouse.kind(), loadJobs));
    if (loadJobs
        && bigQuery.jobsPerDay() <= BigQueryLoading.JOBS_PER_DAY
        && limits.age().compareTo(SHORTEST_OF_LOAD_JOBS) < 0) {
      env.fault(
          "OCEANUS_BATCH_AGE",
          "must be at least 60s for load jobs, of which BigQuery takes 1,500 a day and table"
              + " (sooner: OCEANUS_BIGQUERY_MODE=stream)",
          Units.print(limits.age()));
    }
    return new LoaderConfig(
        warehouse,
        bigQuery,
        limits,
        env.duration(
            "OCEANUS_POLL_INTERVAL",
            Duration.ofMillis(100),
            Duration.ofMillis(10),
            Duration.ofMinutes(1),
            "How often an idle table is looked at."),
        LeaseConfig.ttl(env),
        env.integer(
            "OCEANUS_LOADER_THREADS", 2, 1, 64, "How many tables are loaded at the same time."));
  }

  /** A load job is worth a large batch; whatever is seen at once takes a small one. */
  private static BatchLimits usual(Kind kind, boolean loadJobs) {
    if (loadJobs) {
      return new BatchLimits(Duration.ofMinutes(2), 500_000, ByteSize.ofMib(64).bytes());
    }
    Duration age = kind == Kind.BIGQUERY ? Duration.ofSeconds(1) : Duration.ofMillis(500);
    return new BatchLimits(age, 5_000, ByteSize.ofMib(16).bytes());
  }

  private static BatchLimits limits(Env env, BatchLimits usual) {
    return new BatchLimits(
        env.duration(
            "OCEANUS_BATCH_AGE",
            usual.age(),
            Duration.ofMillis(10),
            Duration.ofHours(1),
            "How long the first event of a batch waits for others; 2m by BigQuery's load jobs, 1s"
                + " by its streams."),
        env.integer(
            "OCEANUS_BATCH_ROWS",
            usual.rows(),
            1,
            500_000,
            "The most events that a batch takes; 500000 by BigQuery's load jobs."),
        env.size(
                "OCEANUS_BATCH_BYTES",
                new ByteSize(usual.bytes()),
                ByteSize.ofKib(64),
                ByteSize.ofMib(256),
                "The most bytes of events that a batch takes; 64MiB by BigQuery's load jobs.")
            .bytes());
  }
}
