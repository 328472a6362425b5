package dev.oceanus.notifier.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What people are to be told of an incident.
 *
 * @param phase where it stands
 * @param incident what it is about
 * @param at when that was seen
 */
public record Tidings(Phase phase, Incident incident, Instant at) {
  /** Where an incident stands. */
  public enum Phase {
    /** It has begun. */
    BEGUN,
    /** It has lasted another day. */
    LASTING,
    /** It is over. */
    OVER;

    /** As machines read it: {@code begun}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same for the same tidings, however often they are made. */
  public String id() {
    String day = phase == Phase.LASTING ? "-" + incident.lasted().toDays() : "";
    return "watch:%s:%d:%s%s"
        .formatted(
            incident.key().replaceAll("[^0-9A-Za-z._/-]", "_"),
            incident.since().toEpochMilli(),
            phase.key(),
            day);
  }

  /** One line for people. */
  public String text() {
    return switch (phase) {
      case BEGUN -> incident.what();
      case LASTING -> "still, since " + Words.time(incident.since()) + ": " + incident.what();
      case OVER ->
          incident.over() + ", after " + Words.span(Duration.between(incident.since(), at));
    };
  }
}
