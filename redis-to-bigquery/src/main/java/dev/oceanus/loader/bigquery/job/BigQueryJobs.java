package dev.oceanus.loader.bigquery.job;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableDataWriteChannel;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.WriteChannelConfiguration;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs through Google's client. It keeps quiet about several things, so nothing is read from the
 * answer to a start: of a job that was there already it may return a shell without a status.
 * Thread-safe.
 */
public final class BigQueryJobs implements Jobs {
  /** What is held in memory of an upload; BigQuery wants multiples of 256 KiB. */
  private static final int CHUNK = 2 << 20;

  private final BigQueryConnection connection;
  private final DatasetLocation location;

  public BigQueryJobs(BigQueryConnection connection, DatasetLocation location) {
    this.connection = connection;
    this.location = location;
  }

  @Override
  public Optional<FoundJob> find(String id) {
    JobId job = jobId(id);
    // Not Job.reload(), which throws as soon as the job has an error.
    return Optional.ofNullable(
            connection.<@Nullable Job>during("asking for job " + id, client -> client.getJob(job)))
        .map(found -> read(id, found))
        .map(this::noted);
  }

  /** A dataset that a job has not found may have been made anew elsewhere. */
  private FoundJob noted(FoundJob found) {
    if (found.failed().filter(each -> each.failure() == BigQueryFailure.NOT_FOUND).isPresent()) {
      location.forget();
    }
    return found;
  }

  @Override
  public void query(String id, Map<String, String> labels, String sql) {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(sql).setLabels(labels).setUseQueryCache(true).build();
    String what = "starting job " + id;
    try {
      connection.client().create(JobInfo.of(jobId(id), query));
    } catch (BigQueryException e) {
      unlessThere(what, e);
    } catch (NullPointerException e) {
      // The client looks at a job that was there already, and BigQuery does not show it yet.
      throw new WarehouseUnavailableException(
          what + ": BigQuery says that it is there, and does not show it yet; it is asked again",
          e);
    }
  }

  @Override
  public void load(Load load, Content content) {
    String what = "uploading job " + load.id();
    BigQuery client = connection.client();
    try {
      TableDataWriteChannel channel = client.writer(jobId(load.id()), configuration(load));
      channel.setChunkSize(CHUNK);
      // Closed only when all is written: the upload ends with that, and the job begins.
      OutputStream out = Channels.newOutputStream(channel);
      content.writeTo(out);
      out.close();
    } catch (BigQueryException e) {
      unlessThere(what, e);
    } catch (IOException e) {
      if (e.getCause() instanceof BigQueryException cause) {
        unlessThere(what, cause);
        return;
      }
      throw new WarehouseUnavailableException(what + ": the connection broke off", e);
    }
  }

  private WriteChannelConfiguration configuration(Load load) {
    return WriteChannelConfiguration.newBuilder(
            TableId.of(connection.config().project(), connection.config().dataset(), load.table()))
        .setFormatOptions(FormatOptions.json())
        .setCreateDisposition(CreateDisposition.CREATE_NEVER)
        .setWriteDisposition(WriteDisposition.WRITE_APPEND)
        .setAutodetect(false)
        .setIgnoreUnknownValues(false)
        .setMaxBadRecords(0)
        .setLabels(load.labels())
        .build();
  }

  /** That a job has the id already is no failure of a start. */
  private void unlessThere(String what, BigQueryException e) {
    BigQueryFailure failure = BigQueryFailure.of(e);
    if (failure == BigQueryFailure.EXISTS) {
      return;
    }
    if (failure == BigQueryFailure.NOT_FOUND) {
      location.forget();
    }
    throw connection.unavailable(what, e);
  }

  private JobId jobId(String id) {
    return JobId.newBuilder()
        .setProject(connection.config().project())
        .setLocation(location.get())
        .setJob(id)
        .build();
  }

  private static FoundJob read(String id, Job job) {
    JobStatistics statistics = job.getStatistics();
    JobConfiguration configuration = job.getConfiguration();
    boolean query = configuration instanceof QueryJobConfiguration;
    return new FoundJob(
        id,
        fate(job.getStatus(), statistics),
        query,
        statistics instanceof LoadStatistics load ? orZero(load.getOutputRows()) : 0,
        labels(configuration),
        Instant.ofEpochMilli(statistics == null ? 0 : orZero(statistics.getCreationTime())));
  }

  private static Fate fate(@Nullable JobStatus status, @Nullable JobStatistics statistics) {
    if (status == null || !JobStatus.State.DONE.equals(status.getState())) {
      return new Fate.Live();
    }
    BigQueryError error = status.getError();
    return error == null
        ? new Fate.Done()
        : new Fate.Failed(
            BigQueryFailure.ofJob(error.getReason()),
            BigQueryFailure.detail(error.getMessage()),
            Instant.ofEpochMilli(statistics == null ? 0 : orZero(statistics.getEndTime())),
            RowErrors.of(status.getExecutionErrors()));
  }

  private static Map<String, String> labels(@Nullable JobConfiguration configuration) {
    Map<String, String> labels =
        switch (configuration) {
          case LoadJobConfiguration load -> load.getLabels();
          case QueryJobConfiguration query -> query.getLabels();
          case null, default -> null;
        };
    return labels == null ? Map.of() : labels;
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
