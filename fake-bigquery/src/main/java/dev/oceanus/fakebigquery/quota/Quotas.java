package dev.oceanus.fakebigquery.quota;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.TableRef;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what is limited, and says when it is too much. What is counted by day, of UTC, is kept
 * with the state; table updates are remembered for ten seconds. Thread-safe.
 */
public final class Quotas {
  /** Load jobs of a table. */
  public static final String LOADS_OF_TABLE = "loadJobsPerTable";

  /** Load jobs of a project. */
  public static final String LOADS_OF_PROJECT = "loadJobsPerProject";

  /** Modifications of partitions of a table. */
  public static final String PARTITIONS = "partitionModifications";

  /** What the API says behind each message about a quota. */
  private static final String MORE =
      " For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas";

  private static final Duration UPDATE_WINDOW = Duration.ofSeconds(10);

  private final Settings settings;
  private final Clock clock;
  private final Map<TableRef, Deque<Instant>> updates = new HashMap<>();

  public Quotas(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Counts a load job, whatever becomes of it.
   *
   * @throws ApiException if there were too many today; it counts nevertheless once that is caught
   */
  public void countLoad(Transaction transaction, TableRef table) throws SQLException {
    long ofTable = count(transaction, LOADS_OF_TABLE, table.toString(), 1);
    long ofProject = count(transaction, LOADS_OF_PROJECT, table.project(), 1);
    if (ofTable > settings.number("loadJobsPerTableAndDay")) {
      throw exceeded(
          "Quota exceeded: Your table exceeded quota for imports or query appends per table.",
          "load_job_per_table.long");
    }
    if (ofProject > settings.number("loadJobsPerProjectAndDay")) {
      throw exceeded(
          "Quota exceeded: Your project exceeded quota for imports per project.", "load_job.long");
    }
  }

  /**
   * Counts partitions that a job has changed.
   *
   * @throws ApiException if there were too many today
   */
  public void countPartitions(Transaction transaction, TableRef table, int partitions)
      throws SQLException {
    long number = count(transaction, PARTITIONS, table.toString(), partitions);
    if (number > settings.number("partitionModificationsPerDay")) {
      throw exceeded(
          "Quota exceeded: Your table exceeded quota for Number of partition modifications to a column partitioned table.",
          "partition_modifications_per_column_partitioned_table.long");
    }
  }

  private long count(Transaction transaction, String kind, String name, long by)
      throws SQLException {
    String day = today();
    long before = transaction.counts().of(day, kind, name);
    transaction.counts().add(day, kind, name, by);
    return before + by;
  }

  private String today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
  }

  /**
   * Counts a change of a table's resource.
   *
   * @throws ApiException if there were too many in the last ten seconds
   */
  public synchronized void countUpdate(TableRef table) {
    Instant now = clock.instant();
    Deque<Instant> recent = updates.computeIfAbsent(table, name -> new ArrayDeque<>());
    while (!recent.isEmpty() && !recent.getFirst().plus(UPDATE_WINDOW).isAfter(now)) {
      recent.removeFirst();
    }
    if (recent.size() >= settings.number("tableUpdatesPerTenSeconds")) {
      throw new ApiException(
          403,
          "rateLimitExceeded",
          "Exceeded rate limits: too many table update operations for this table." + MORE,
          "table.write");
    }
    recent.addLast(now);
  }

  private static ApiException exceeded(String message, String location) {
    return new ApiException(403, "quotaExceeded", message + MORE, location);
  }
}
