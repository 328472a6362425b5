package dev.oceanus.loader.bigquery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How load jobs are made.
 *
 * @param jobsPerDay the most load jobs of a table in a day, failed ones included
 * @param soonest when a job that runs is asked for again, at the earliest
 * @param latest and at the latest
 */
public record LoadTerms(int jobsPerDay, Duration soonest, Duration latest) {
  /** As BigQuery's jobs usually take. */
  public static LoadTerms of(int jobsPerDay) {
    return new LoadTerms(jobsPerDay, Duration.ofSeconds(1), Duration.ofSeconds(5));
  }

  /** When to ask again; many lanes do not ask at once. */
  Duration again(RandomGenerator random) {
    return soonest.plusNanos(random.nextLong(latest.minus(soonest).toNanos() + 1));
  }
}
