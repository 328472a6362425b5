package dev.oceanus.notifier.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which incidents there are. One message when it begins, one when it is over, and one a day while
 * it lasts, however often it is seen.
 */
final class Journal {
  /** A trouble that is not seen for so long is over. */
  static final Duration CALM = Duration.ofSeconds(10);

  private static final Duration REMINDER = Duration.ofDays(1);

  private final Map<String, Incident> incidents = new LinkedHashMap<>();

  Journal(Collection<Incident> before) {
    before.forEach(incident -> incidents.put(incident.key(), incident));
  }

  /** All that are not over. */
  List<Incident> incidents() {
    return List.copyOf(incidents.values());
  }

  /** Whether people know of this trouble. */
  boolean isTold(String key) {
    Incident incident = incidents.get(key);
    return incident != null && incident.isTold();
  }

  /** Since when there is this trouble, if it is known. */
  Optional<Instant> since(String key) {
    return Optional.ofNullable(incidents.get(key)).map(Incident::since);
  }

  /** Takes what is wrong now. */
  List<Tidings> see(Collection<Trouble> troubles, Instant now) {
    List<Tidings> tidings = new ArrayList<>();
    for (Trouble trouble : troubles) {
      Incident before = incidents.get(trouble.key());
      Incident incident = before == null ? Incident.of(trouble, now) : before.seen(trouble, now);
      Tidings.Phase phase = incident.isTold() ? Tidings.Phase.LASTING : Tidings.Phase.BEGUN;
      Instant due =
          incident.isTold()
              ? incident.told().plus(REMINDER)
              : incident.since().plus(trouble.patience());
      if (!now.isBefore(due)) {
        incident = incident.told(now);
        tidings.add(new Tidings(phase, incident, now));
      }
      incidents.put(trouble.key(), incident);
    }
    for (Incident incident : incidents()) {
      boolean calm = !now.isBefore(incident.seen().plus(CALM));
      if (incident.isTold() && calm) {
        tidings.add(new Tidings(Tidings.Phase.OVER, incident, now));
      }
      if (calm || (!incident.isTold() && incident.seen().isBefore(now))) {
        incidents.remove(incident.key());
      }
    }
    return tidings;
  }
}
