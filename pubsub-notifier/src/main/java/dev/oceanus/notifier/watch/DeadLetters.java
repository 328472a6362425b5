package dev.oceanus.notifier.watch;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.stream.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was given up not long ago: events that could not become rows, and notices. */
final class DeadLetters {
  /** How long after the last one all is well again. */
  static final Duration FRESH = Duration.ofMinutes(30);

  private DeadLetters() {}

  /**
   * Events, if some were given up.
   *
   * @param last id of the last one, or zero
   */
  static Optional<Trouble> events(EntryId last, Instant now) {
    String table = Lane.DEAD_LETTERS.name();
    return last.equals(EntryId.ZERO)
        ? Optional.empty()
        : trouble(
            table,
            Instant.ofEpochMilli(last.millis()),
            now,
            "events could not become rows, the last one at %s: see table " + table,
            "no event has failed to become a row for ");
  }

  /** Notices, the last of which was given up then. */
  static Optional<Trouble> notices(Instant last, Instant now) {
    return trouble(
        "dead_notices",
        last,
        now,
        "notices were given up, the last one at %s: './oceanus notices dead' lists them",
        "no notice has been given up for ");
  }

  private static Optional<Trouble> trouble(
      String key, Instant last, Instant now, String what, String over) {
    return last.plus(FRESH).isBefore(now)
        ? Optional.empty()
        : Optional.of(
            new Trouble(
                key, what.formatted(Words.time(last)), over + Words.span(FRESH), Duration.ZERO));
  }
}
