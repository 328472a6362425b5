package dev.oceanus.loader.bigquery;

import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.JobName;
import dev.oceanus.loader.bigquery.job.JobWalk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a load job of a lane begin only some time after the one before it, so that there are never
 * more of them in a day than BigQuery allows, failed ones included. When that was is BigQuery's
 * word: a process that starts over and over has no more of them. Thread-safe.
 */
final class Pace {
  private static final Duration DAY = Duration.ofDays(1);

  private final JobWalk walk;
  private final Duration spacing;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<String, Long> started = new ConcurrentHashMap<>();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /** The job before the next one, and when this process has seen it first. */
  private record Seen(Instant created, long at) {}

  Pace(JobWalk walk, int jobsPerDay, Clock clock, LongSupplier nanos) {
    this.walk = walk;
    // BigQuery tells milliseconds, and whole ones.
    this.spacing = DAY.dividedBy(jobsPerDay).plusMillis(2);
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * How long until this job may begin; zero if it may now.
   *
   * @param before the job of the same batch before it, if there is one
   * @param virgin whether the table was never written to
   */
  Duration left(JobName next, @Nullable FoundJob before, boolean virgin) {
    String lane = next.batch().lane();
    Duration own = sinceNanos(started.get(lane)).map(spacing::minus).orElse(Duration.ZERO);
    Duration left = max(own, behind(lane, before == null ? predecessor(next) : before, virgin));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Notes that a job of a lane may have begun just now. */
  void started(String lane) {
    started.put(lane, nanos.getAsLong());
  }

  private @Nullable FoundJob predecessor(JobName next) {
    long seq = next.batch().seq();
    return seq == 1
        ? null
        : walk.last(JobName.first(next.batch().before())).map(JobWalk.Last::job).orElse(null);
  }

  private Duration behind(String lane, @Nullable FoundJob before, boolean virgin) {
    if (before == null && virgin) {
      return Duration.ZERO;
    }
    // Of an earlier epoch, or of the other way of committing: it may have begun a moment ago.
    Instant created = before == null ? Instant.MIN : before.created();
    long now = nanos.getAsLong();
    Seen first =
        seen.compute(
            lane,
            (name, known) ->
                known != null && known.created().equals(created) ? known : new Seen(created, now));
    Duration atMost = spacing.minusNanos(now - first.at());
    if (before == null) {
      return atMost;
    }
    Duration age = Duration.between(created, clock.instant());
    // A clock that is behind BigQuery's tells nothing; then it is counted from when it was seen.
    return age.isNegative() ? atMost : min(spacing.minus(age), atMost);
  }

  private Optional<Duration> sinceNanos(@Nullable Long at) {
    return Optional.ofNullable(at).map(then -> Duration.ofNanos(nanos.getAsLong() - then));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
