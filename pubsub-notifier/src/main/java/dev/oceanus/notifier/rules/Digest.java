package dev.oceanus.notifier.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * One message for all events of a time.
 *
 * @param schedule when it is sent
 * @param samples how many of the events it can show, 0 or more; the first ones are kept
 * @param least how many events there must be for it to be sent, 1 or more
 */
public record Digest(Schedule schedule, int samples, int least) {
  /** The most samples that are kept. */
  public static final int MOST_SAMPLES = 100;

  /** When digests are sent. */
  public sealed interface Schedule {
    /** The first time after this moment. */
    Instant next(Instant now);
  }

  /**
   * Again and again, counted from midnight in UTC: 15m at :00, :15, :30 and :45.
   *
   * @param time from one to the next
   */
  public record Every(Duration time) implements Schedule {
    @Override
    public Instant next(Instant now) {
      long each = time.toMillis();
      return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), each) + 1) * each);
    }
  }

  /**
   * At these times of each day.
   *
   * @param times at least one
   * @param zone whose clock it is
   */
  public record At(List<LocalTime> times, ZoneId zone) implements Schedule {
    public At {
      times = List.copyOf(times);
    }

    @Override
    public Instant next(Instant now) {
      ZonedDateTime local = now.atZone(zone);
      return times.stream()
          .flatMap(
              time ->
                  List.of(
                      local.toLocalDate().atTime(time).atZone(zone).toInstant(),
                      local.toLocalDate().plusDays(1).atTime(time).atZone(zone).toInstant())
                      .stream())
          .filter(moment -> moment.isAfter(now))
          .min(Instant::compareTo)
          .orElseThrow();
    }
  }
}
