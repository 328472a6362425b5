package dev.oceanus.loader.bigquery.job;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs in memory, of which many can be made in no time. What becomes of each is for its user to
 * say. Rows are read and forgotten.
 */
public final class MemoryJobs implements Jobs {
  private final Clock clock;
  private final Course course;
  private final Map<String, Held> held = new HashMap<>();
  private final List<Instant> loads = new ArrayList<>();

  /** Decides how things go. */
  public interface Course {
    /** Everything works, at once. */
    Course SMOOTH = (id, created) -> new Plan(created, new Fate.Done(), Trouble.NONE);

    /** How a job goes that is started now. */
    Plan plan(String id, Instant created);

    /** Whether a question is answered. */
    default boolean answers() {
      return true;
    }
  }

  /** What goes wrong with a start. */
  public enum Trouble {
    NONE,
    /** There is no answer, and no job. */
    BEFORE,
    /** There is no answer, and a job. */
    AFTER
  }

  /**
   * How a job goes.
   *
   * @param ends when
   * @param fate its end
   * @param trouble with its start
   */
  public record Plan(Instant ends, Fate fate, Trouble trouble) {}

  private record Held(FoundJob job, Instant ends) {}

  public MemoryJobs(Clock clock, Course course) {
    this.clock = clock;
    this.course = course;
  }

  /** When each load job was taken. */
  public synchronized List<Instant> loads() {
    return List.copyOf(loads);
  }

  @Override
  public synchronized Optional<FoundJob> find(String id) {
    if (!course.answers()) {
      throw new WarehouseUnavailableException("asking for job " + id, null);
    }
    return Optional.ofNullable(held.get(id))
        .map(
            each ->
                each.ends().isAfter(clock.instant())
                    ? with(each.job(), new Fate.Live())
                    : each.job());
  }

  private static FoundJob with(FoundJob job, Fate fate) {
    return new FoundJob(job.id(), fate, job.query(), job.outputRows(), job.labels(), job.created());
  }

  @Override
  public synchronized void query(String id, Map<String, String> labels, String sql) {
    start(id, true, labels, 0);
  }

  @Override
  public synchronized void load(Load load, Content content) {
    try {
      content.writeTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new WarehouseUnavailableException("uploading job " + load.id(), e);
    }
    start(load.id(), false, load.labels(), Long.parseLong(load.labels().get("oc_rows")));
  }

  private void start(String id, boolean query, Map<String, String> labels, long rows) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    Plan plan = course.plan(id, now);
    if (plan.trouble() != Trouble.BEFORE && !held.containsKey(id)) {
      FoundJob job = new FoundJob(id, plan.fate(), query, rows, labels, now);
      held.put(id, new Held(job, plan.ends()));
      if (!query) {
        loads.add(now);
      }
    }
    if (plan.trouble() != Trouble.NONE) {
      throw new WarehouseUnavailableException("starting job " + id, null);
    }
  }

  /** The most load jobs that there were in any span of this length. */
  public synchronized int mostWithin(Duration span) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < loads.size(); to++) {
      while (!loads.get(from).plus(span).isAfter(loads.get(to))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
