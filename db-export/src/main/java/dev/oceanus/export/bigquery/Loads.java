package dev.oceanus.export.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.DatasetField;
import com.google.cloud.bigquery.BigQuery.DatasetOption;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.TableDataWriteChannel;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads files into BigQuery, each once, whoever tries and how often. Of one thread.
 *
 * <p>A job that failed keeps its id for ever; a later run of the same date begins the next one.
 */
public final class Loads {
  private static final Logger logger = LoggerFactory.getLogger(Loads.class);
  private static final int MOST_JOBS = 100;
  private static final int CHUNK = 2 << 20;

  private final WarehouseConfig.BigQuery config;
  private final BigQueryConnection connection;
  private final Duration poll;
  private final int mostPolls;

  /**
   * @param config project, and the dataset of exports that name none
   * @param poll how often a job is asked after
   * @param patience how long a job may take
   */
  public Loads(WarehouseConfig.BigQuery config, Duration poll, Duration patience) {
    this.config = config;
    this.connection = new BigQueryConnection(config);
    this.poll = poll;
    this.mostPolls = Math.toIntExact(patience.dividedBy(poll));
  }

  /**
   * Loads a file, unless it is loaded.
   *
   * @throws LoadException if it is not loaded then
   */
  public void load(LoadOrder order) {
    try {
      start(order);
    } catch (WarehouseUnavailableException e) {
      throw new LoadException(
          "export '%s': %s".formatted(order.file().export(), e.getMessage()), e);
    }
  }

  private void start(LoadOrder order) {
    String dataset = order.destination().dataset().orElse(config.dataset());
    String location = location(dataset);
    for (int n = 1; n <= MOST_JOBS; n++) {
      JobId id =
          JobId.newBuilder()
              .setProject(config.project())
              .setLocation(location)
              .setJob(order.jobId(n))
              .build();
      Optional<Job> found = find(id);
      if (found.isEmpty()) {
        submit(order, dataset, id);
        await(order, id);
        return;
      }
      if (!hasFailed(found.get())) {
        await(order, id);
        return;
      }
    }
    throw new LoadException(
        "export '%s': %d jobs have failed; see them in BigQuery"
            .formatted(order.file().export(), MOST_JOBS),
        null);
  }

  private String location(String dataset) {
    Dataset found =
        connection.<@Nullable Dataset>during(
            "asking where the dataset " + dataset + " is",
            client -> client.getDataset(dataset, DatasetOption.fields(DatasetField.LOCATION)));
    if (found == null || found.getLocation() == null) {
      throw new LoadException(
          "there is no dataset %s.%s: make it, or correct OCEANUS_BIGQUERY_PROJECT,"
                  .formatted(config.project(), dataset)
              + " OCEANUS_BIGQUERY_DATASET or the export's 'bigquery.table'",
          null);
    }
    return found.getLocation();
  }

  private Optional<Job> find(JobId id) {
    return Optional.ofNullable(
        connection.<@Nullable Job>during(
            "asking for job " + id.getJob(), client -> client.getJob(id)));
  }

  private static boolean hasFailed(Job job) {
    return isDone(job) && job.getStatus().getError() != null;
  }

  private static boolean isDone(Job job) {
    JobStatus status = job.getStatus();
    return status != null && JobStatus.State.DONE.equals(status.getState());
  }

  /** Whatever is answered, the job may exist then; that one has its id already is no failure. */
  private void submit(LoadOrder order, String dataset, JobId id) {
    logger
        .atInfo()
        .addKeyValue("export", order.file().export())
        .addKeyValue("job", id.getJob())
        .log("loads {} rows into {}.{}", order.file().rows(), dataset, order.destination().table());
    LoadShape shape = new LoadShape(order, config.project(), dataset);
    try {
      if (order.isInBucket()) {
        connection.client().create(JobInfo.of(id, shape.ofBucket()));
      } else {
        upload(id, order, shape);
      }
    } catch (BigQueryException e) {
      unlessThere(id, e);
    } catch (NullPointerException e) {
      // The client looks at a job that was there already, and BigQuery does not show it yet.
      logger.info("job {} is there already", id.getJob());
    } catch (IOException e) {
      if (!(e.getCause() instanceof BigQueryException cause)) {
        throw new LoadException("uploading " + order.place() + " as job " + id.getJob(), e);
      }
      unlessThere(id, cause);
    }
  }

  private void upload(JobId id, LoadOrder order, LoadShape shape) throws IOException {
    BigQuery client = connection.client();
    TableDataWriteChannel channel = client.writer(id, shape.ofUpload());
    channel.setChunkSize(CHUNK);
    // Closed only when all is written: the upload ends with that, and the job begins.
    OutputStream out = Channels.newOutputStream(channel);
    Files.copy(Path.of(order.place()), out);
    out.close();
  }

  private void unlessThere(JobId id, BigQueryException e) {
    if (BigQueryFailure.of(e) != BigQueryFailure.EXISTS) {
      throw connection.unavailable("starting job " + id.getJob(), e);
    }
  }

  private void await(LoadOrder order, JobId id) {
    for (int i = 0; i < mostPolls; i++) {
      Optional<Job> done = find(id).filter(Loads::isDone);
      if (done.isPresent()) {
        judge(order, id, done.get());
        return;
      }
      if (!Retry.pause(poll)) {
        throw new LoadException("interrupted while job " + id.getJob() + " ran", null);
      }
    }
    throw new LoadException(
        "job %s takes longer than OCEANUS_EXPORT_LOAD_TIMEOUT; the next run waits for it again"
            .formatted(id.getJob()),
        null);
  }

  private void judge(LoadOrder order, JobId id, Job job) {
    BigQueryError error = job.getStatus().getError();
    if (error != null) {
      BigQueryFailure failure = BigQueryFailure.ofJob(error.getReason());
      throw new LoadException(
          "export '%s': job %s failed: %s (%s: %s)"
              .formatted(
                  order.file().export(),
                  id.getJob(),
                  failure.advice(config),
                  failure.key(),
                  RowErrors.of(error, job.getStatus())),
          null);
    }
    long rows = job.getStatistics() instanceof LoadStatistics load ? rows(load) : -1;
    if (rows != order.file().rows()) {
      throw new LoadException(
          "export '%s': job %s has loaded %d rows, but the file has %d"
              .formatted(order.file().export(), id.getJob(), rows, order.file().rows()),
          null);
    }
    logger
        .atInfo()
        .addKeyValue("export", order.file().export())
        .addKeyValue("job", id.getJob())
        .addKeyValue("rows", rows)
        .log("{} is loaded", order.file().export());
  }

  private static long rows(LoadStatistics load) {
    Long rows = load.getOutputRows();
    return rows == null ? 0 : rows;
  }
}
