package dev.oceanus.fakebigquery.job;

import dev.oceanus.fakebigquery.api.JobRef;
import dev.oceanus.fakebigquery.fault.Fault;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Jobs that cannot be found yet, because a fault rule wants it. Thread-safe. */
public final class HiddenJobs {
  private final Clock clock;
  private final Map<JobRef, Hiding> hidden = new HashMap<>();

  /** Until when, and for how many calls yet. */
  private record Hiding(Instant until, int calls) {}

  /**
   * @param clock real time
   */
  public HiddenJobs(Clock clock) {
    this.clock = clock;
  }

  synchronized void hide(JobRef job, Fault fault) {
    if (fault instanceof Fault.HiddenAfterInsert hiding) {
      hidden.put(job, new Hiding(clock.instant().plus(hiding.time()), hiding.calls()));
    }
  }

  /** Whether this call does not find it. */
  synchronized boolean isHidden(JobRef job) {
    Hiding hiding = hidden.get(job);
    if (hiding == null) {
      return false;
    }
    if (hiding.calls() > 0) {
      hidden.put(job, new Hiding(hiding.until(), hiding.calls() - 1));
      return true;
    }
    if (clock.instant().isBefore(hiding.until())) {
      return true;
    }
    hidden.remove(job);
    return false;
  }
}
