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
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration AT_LEAST = Duration.ofMillis(50);

  /**
   * Asked for as often as BigQuery's jobs usually take, every 1 to 5 seconds; more often where jobs
   * may begin more often than once a minute.
   */
  public static LoadTerms of(int jobsPerDay) {
    Duration sixtieth = Duration.ofDays(1).dividedBy(jobsPerDay).dividedBy(60);
    Duration soonest = sixtieth.compareTo(A_SECOND) < 0 ? sixtieth : A_SECOND;
    if (soonest.compareTo(AT_LEAST) < 0) {
      soonest = AT_LEAST;
    }
    return new LoadTerms(jobsPerDay, soonest, soonest.multipliedBy(5));
  }

  /** When to ask again; many lanes do not ask at once. */
  Duration again(RandomGenerator random) {
    return soonest.plusNanos(random.nextLong(latest.minus(soonest).toNanos() + 1));
  }
}
