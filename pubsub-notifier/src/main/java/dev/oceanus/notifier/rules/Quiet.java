package dev.oceanus.notifier.rules;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours of each day in which nobody is told anything.
 *
 * @param from first moment of them
 * @param to first moment after them; before {@code from} if they go beyond midnight
 * @param zone whose clock it is
 */
public record Quiet(LocalTime from, LocalTime to, ZoneId zone) {
  public Quiet {
    if (from.equals(to)) {
      throw new IllegalArgumentException("quiet hours from " + from + " to " + to);
    }
  }

  /** This moment, or the end of the quiet hours that it falls into. */
  public Instant after(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean beyondMidnight = to.isBefore(from);
    boolean quiet =
        beyondMidnight
            ? !time.isBefore(from) || time.isBefore(to)
            : !time.isBefore(from) && time.isBefore(to);
    if (!quiet) {
      return moment;
    }
    boolean tomorrow = beyondMidnight && !time.isBefore(from);
    Instant end =
        local.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(to).atZone(zone).toInstant();
    return end.isBefore(moment) ? moment : end; // where clocks are put back
  }
}
