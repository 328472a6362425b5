package dev.oceanus.loader.bigquery.job;

import java.util.Optional;

/**
 * Finds the last job of a batch: their numbers are dense, since each is started only when the one
 * before is known. Few questions where there are many: steps double until a number is free.
 */
public final class JobWalk {
  private final Jobs jobs;

  public JobWalk(Jobs jobs) {
    this.jobs = jobs;
  }

  /** A job and its number. */
  public record Last(JobName name, FoundJob job) {}

  /** The last job behind this name, itself included; empty if there is none of this name. */
  public Optional<Last> last(JobName from) {
    Optional<FoundJob> found = jobs.find(from.toString());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Last known = new Last(from, found.get());
    int step = 1;
    while (step > 0) {
      if (known.job().isLast()) {
        return Optional.of(known);
      }
      JobName next = known.name().at(known.name().n() + step);
      Optional<FoundJob> ahead = jobs.find(next.toString());
      if (ahead.isPresent()) {
        known = new Last(next, ahead.get());
        step *= 2;
      } else {
        step /= 2;
      }
    }
    return Optional.of(known);
  }
}
