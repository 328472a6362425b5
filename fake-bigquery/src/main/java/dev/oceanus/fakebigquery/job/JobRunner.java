package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.fault.Faults;
import dev.oceanus.fakebigquery.quota.Quotas;
import dev.oceanus.fakebigquery.settings.Settings;
import dev.oceanus.fakebigquery.store.Store;
import dev.oceanus.fakebigquery.store.StoredJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes jobs from PENDING through RUNNING to DONE, with the times between that are set, and goes on
 * after a restart with those that were not done. Thread-safe.
 */
public final class JobRunner implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(JobRunner.class);
  private static final int THREADS = 4;
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(30);

  private final Store store;
  private final Settings settings;
  private final Faults faults;
  private final JobTask loads;
  private final JobTask queries;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          THREADS, Thread.ofPlatform().name("job-", 1).daemon().factory());

  public JobRunner(Store store, Settings settings, Faults faults, Quotas quotas) {
    this.store = store;
    this.settings = settings;
    this.faults = faults;
    this.loads = new LoadTask(store, quotas);
    this.queries = new QueryTask(store);
  }

  /** Goes on with what a former life left undone. */
  public void start() {
    store.transaction(transaction -> transaction.jobs().live()).forEach(this::submit);
  }

  /** Takes a job that is stored and not done. */
  void submit(StoredJob job) {
    after(settings.millis("jobPendingMs"), () -> begin(job));
  }

  private void begin(StoredJob job) {
    store.change(
        transaction -> {
          Optional<StoredJob> now = transaction.jobs().find(job.reference());
          if (now.isPresent() && now.get().state().equals("PENDING")) {
            transaction.jobs().update(JobResource.running(now.get(), transaction.now()));
          }
        });
    after(settings.millis("jobRunningMs"), () -> finish(job));
  }

  private void finish(StoredJob job) {
    ObjectNode fate = Fate.parse(job.fate());
    if (fate.has("stuck") && faults.has(fate.path("stuck").asString())) {
      after(LOOK, () -> finish(job));
    } else if (fate.has("reason")) {
      fail(
          job,
          new ApiException(500, fate.path("reason").asString(), fate.path("message").asString()));
    } else if (job.resource().path("configuration").has("load")) {
      loads.run(job);
    } else {
      queries.run(job);
    }
  }

  private void fail(StoredJob job, ApiException why) {
    store.change(
        transaction -> {
          Optional<StoredJob> now = transaction.jobs().find(job.reference());
          if (now.isPresent() && !now.get().isDone()) {
            transaction
                .jobs()
                .update(JobResource.failed(now.get(), transaction.now(), why, List.of()));
          }
        });
  }

  private void after(Duration time, Runnable step) {
    if (!threads.isShutdown()) {
      var unused = threads.schedule(() -> tried(step), time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tried(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      logger.error("a job's step failed, and is tried again", e);
      after(AGAIN, step);
    }
  }

  /** Ends what runs now; what is not done goes on at the next start. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
        logger.error("jobs did not end within {} s", END.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
