package dev.oceanus.loader;

import dev.oceanus.common.config.Env;
import dev.oceanus.common.warehouse.WarehouseConfig;
import java.net.URI;
import java.util.Optional;

/**
 * How batches come into BigQuery.
 *
 * @param mode by which of its ways
 * @param jobsPerDay the most load jobs of a table in a day
 * @param writeEndpoint of the Storage Write API, where it is not Google's
 */
public record BigQueryLoading(Mode mode, int jobsPerDay, Optional<URI> writeEndpoint) {
  /** What is left of BigQuery's 1,500 for a person, and for a clock that is not exact. */
  static final int JOBS_PER_DAY = 1_400;

  private static final URI GOOGLE = URI.create("https://bigquerystorage.googleapis.com:443");

  /** The ways in which rows come into a table. */
  public enum Mode {
    /** One load job a batch: free, and a batch every minute or two. */
    LOAD,
    /** The Storage Write API: not free above a monthly amount, and a batch every second. */
    STREAM
  }

  static BigQueryLoading from(Env env) {
    return new BigQueryLoading(
        env.choice(
            "OCEANUS_BIGQUERY_MODE",
            Mode.class,
            Mode.LOAD,
            "How rows come into BigQuery: by free load jobs, or streamed within seconds."),
        env.integer(
            "OCEANUS_BIGQUERY_JOBS_PER_DAY",
            JOBS_PER_DAY,
            24,
            86_400_000,
            "The most load jobs of a table in a day, failed ones included; BigQuery allows 1500."),
        WarehouseConfig.endpoint(
            env, "OCEANUS_BIGQUERY_WRITE_ENDPOINT", GOOGLE, "BigQuery's Storage Write API"));
  }
}
