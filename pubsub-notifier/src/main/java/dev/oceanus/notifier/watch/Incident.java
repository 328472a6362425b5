package dev.oceanus.notifier.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * A trouble over time.
 *
 * @param key of the trouble
 * @param what it is, as it was seen last
 * @param over what to say when it is over
 * @param since when it was seen first
 * @param seen when it was seen last
 * @param told when people were told last, or {@link Instant#EPOCH} if they were not
 */
public record Incident(
    String key, String what, String over, Instant since, Instant seen, Instant told) {
  static Incident of(Trouble trouble, Instant now) {
    return new Incident(trouble.key(), trouble.what(), trouble.over(), now, now, Instant.EPOCH);
  }

  Incident seen(Trouble trouble, Instant now) {
    return new Incident(key, trouble.what(), trouble.over(), since, now, told);
  }

  Incident told(Instant now) {
    return new Incident(key, what, over, since, seen, now);
  }

  /** The same, with other words for its end. */
  Incident over(String words) {
    return new Incident(key, what, words, since, seen, told);
  }

  boolean isTold() {
    return told.isAfter(Instant.EPOCH);
  }

  /** How long it has lasted. */
  Duration lasted() {
    return Duration.between(since, seen);
  }
}
