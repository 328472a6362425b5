package dev.oceanus.loader.bigquery.table;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.TableResult;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.bigquery.job.DatasetLocation;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a table which batches it holds: those with rows, however they came. A query costs the bytes
 * of {@code _seal}, which is null but on one row of each batch. While one runs, who asks is told by
 * a {@link WarehouseBusyException} to ask again. Thread-safe.
 */
public final class SealedBatches {
  private static final String SEAL = LoaderColumns.SEAL.name();

  /** BigQuery ends a query that takes longer. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration AGAIN = Duration.ofMillis(500);

  private final BigQueryConnection connection;
  private final DatasetLocation location;
  private final BigQueryTables tables;
  private final Map<String, JobId> underway = new ConcurrentHashMap<>();

  public SealedBatches(
      BigQueryConnection connection, DatasetLocation location, BigQueryTables tables) {
    this.connection = connection;
    this.location = location;
    this.tables = tables;
  }

  /**
   * What the table says of a batch; empty if it has no row of it.
   *
   * @param table where the batch goes
   */
  public Optional<Committed> find(String table, BatchId id) {
    return ask(
            List.of(table),
            id.lane(),
            "STARTS_WITH(%s, @batch)".formatted(SEAL),
            SealText.prefix(id))
        .stream()
        .findFirst();
  }

  /**
   * The same, asked anew and waited for: what somebody asked a moment ago may be from before
   * something that has to come first.
   */
  public Optional<Committed> findNow(String table, BatchId id) {
    String what = "asking table %s for batch %s".formatted(table, id);
    QueryJobConfiguration query =
        query(List.of(table), "STARTS_WITH(%s, @batch)".formatted(SEAL), SealText.prefix(id));
    JobId job = JobId.newBuilder().setRandomJob().setLocation(location.get()).build();
    return connection
        .during(what, client -> results(what, client, query, job))
        .streamAll()
        .flatMap(row -> SealText.read(id.lane(), row.get(0).getStringValue()).stream())
        .findFirst();
  }

  private static TableResult results(
      String what, BigQuery client, QueryJobConfiguration query, JobId job) {
    try {
      return client.query(query, job);
    } catch (JobException e) {
      throw new WarehouseUnavailableException(
          what + ": " + BigQueryFailure.detail(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseUnavailableException(what + ": interrupted", e);
    }
  }

  /** The last batch of each epoch of which one of the tables has a row. */
  public List<Committed> last(List<String> of, String lane) {
    // Of two ids of one epoch the later one is longer, or as long and behind in the alphabet.
    String id = "REGEXP_EXTRACT(%s, '^[^ ]+')".formatted(SEAL);
    return ask(
        of,
        lane,
        """
        %1$s > @batch
        QUALIFY ROW_NUMBER() OVER (
          PARTITION BY REGEXP_EXTRACT(%1$s, '^[^-]+') ORDER BY LENGTH(%2$s) DESC, %2$s DESC) = 1
        """
            .formatted(SEAL, id),
        "");
  }

  private List<Committed> ask(List<String> of, String lane, String condition, String batch) {
    QueryJobConfiguration query = query(of, condition, batch);
    List<Committed> committed = new ArrayList<>();
    run("asking table %s which batches it holds".formatted(String.join(", ", of)), query)
        .iterateAll()
        .forEach(row -> SealText.read(lane, row.get(0).getStringValue()).ifPresent(committed::add));
    return committed;
  }

  private QueryJobConfiguration query(List<String> of, String condition, String batch) {
    // One query, since each makes who asks come again.
    String sql =
        of.stream()
            .map(this::seals)
            .collect(
                Collectors.joining(
                    " UNION ALL ",
                    "SELECT %s FROM (".formatted(SEAL),
                    ") AS sealed WHERE " + condition));
    return QueryJobConfiguration.newBuilder(sql)
        .addNamedParameter("batch", QueryParameterValue.string(batch))
        .setUseQueryCache(false)
        .setJobTimeoutMs(LONGEST.toMillis())
        .build();
  }

  private String seals(String table) {
    String filter =
        tables
            .existing(table)
            .partitionedBy()
            .map(column -> " AND `%s` > TIMESTAMP '1900-01-01 00:00:00+00'".formatted(column))
            .orElse("");
    return "SELECT %1$s FROM `%2$s.%3$s` WHERE %1$s IS NOT NULL%4$s"
        .formatted(SEAL, connection.config(), table, filter);
  }

  /**
   * The answer, for which no thread waits: until it is there, whoever asks is told to come again.
   */
  private TableResult run(String what, QueryJobConfiguration query) {
    String key = query.getQuery() + query.getNamedParameters();
    JobId id = underway.get(key);
    if (id == null) {
      JobId fresh = JobId.newBuilder().setRandomJob().setLocation(location.get()).build();
      connection.during(what, client -> client.create(JobInfo.of(fresh, query)));
      underway.put(key, fresh);
      id = fresh;
    }
    JobId asked = id;
    Job job = connection.<@Nullable Job>during(what, client -> client.getJob(asked));
    JobStatus status = job == null ? null : job.getStatus();
    if (job == null || status == null || !JobStatus.State.DONE.equals(status.getState())) {
      throw new WarehouseBusyException(what + ": job " + asked.getJob() + " is under way", AGAIN);
    }
    underway.remove(key);
    BigQueryError error = status.getError();
    if (error != null) {
      throw new WarehouseUnavailableException(
          "%s: %s"
              .formatted(
                  what,
                  BigQueryFailure.ofJob(error.getReason()).advice(connection.config())
                      + " ("
                      + BigQueryFailure.detail(error.getMessage())
                      + ")"),
          null);
    }
    return connection.during(what, client -> results(job));
  }

  private static TableResult results(Job job) {
    try {
      return job.getQueryResults();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseUnavailableException("reading the result of a query: interrupted", e);
    }
  }
}
