package dev.oceanus.notifier.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes what follows from events, and keeps it. Thread-safe; replicas share it.
 *
 * <p>Every method throws {@link dev.oceanus.common.stream.StreamUnavailableException} when Redis
 * cannot be asked now; what was tried may be tried again.
 */
public interface Outbox {
  /** How long an event is known, so that a repeat of it does nothing: a day. */
  Duration MARK = Duration.ofDays(1);

  /** What became of a match. */
  enum Outcome {
    /** Its notices wait. */
    ENQUEUED,
    /** It was counted into a digest. */
    GATHERED,
    /** The rule has acted often enough. */
    THROTTLED,
    /** The same event has been here before. */
    REPEATED
  }

  /**
   * An event that a rule's condition holds for.
   *
   * @param rule name of the rule
   * @param event id of the event
   * @param limit how often the rule may act, if it is limited
   * @param due notices with their times, for a rule without a digest
   * @param gathering for a rule with one
   */
  record Match(
      String rule,
      String event,
      Optional<Limit> limit,
      List<Due> due,
      Optional<Gathering> gathering) {
    public Match {
      due = List.copyOf(due);
    }
  }

  /**
   * A limit.
   *
   * @param key what is counted, {@code [0-9a-f]*}
   * @param most times
   * @param per window, from the first time
   */
  record Limit(String key, int most, Duration per) {}

  /** A notice and its time. */
  record Due(Waiting notice, Instant at) {}

  /**
   * What a digest needs of an event.
   *
   * @param at when the digest is to be closed, if it is not open yet
   * @param sample the event, to be shown, as text
   * @param most how many samples it keeps
   */
  record Gathering(Instant at, String sample, int most) {}

  /**
   * Does all that follows from a match, or nothing of it: one step of Redis, which also knows the
   * event from then on. A notice whose target has too many waiting becomes a dead one.
   *
   * @param now the time by this process' clock
   */
  Outcome take(Match match, Instant now);
}
