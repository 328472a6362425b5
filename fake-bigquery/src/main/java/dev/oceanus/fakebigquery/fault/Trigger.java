package dev.oceanus.fakebigquery.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Which of the calls that a rule is about it strikes: those for which all of this holds. Not
 * thread-safe; of one rule.
 */
final class Trigger {
  private final Terms terms;
  private final Random random;
  private final Instant end;
  private long calls;
  private long hits;

  /**
   * Terms of a trigger.
   *
   * @param nth only the nth call since the rule was made, if greater than 0
   * @param every only each so manieth call
   * @param probability of each of them
   * @param seed of the dice
   * @param times at most so often
   * @param time only so long since the rule was made
   */
  record Terms(long nth, long every, double probability, long seed, long times, Duration time) {}

  Trigger(Terms terms, Instant now) {
    this.terms = terms;
    this.random = new Random(terms.seed());
    this.end = now.plus(terms.time());
  }

  boolean strikes(Instant now) {
    calls++;
    boolean strikes =
        (terms.nth() <= 0 || calls == terms.nth())
            && calls % terms.every() == 0
            && hits < terms.times()
            && now.isBefore(end)
            && random.nextDouble() < terms.probability();
    if (strikes) {
      hits++;
    }
    return strikes;
  }

  Terms terms() {
    return terms;
  }

  long calls() {
    return calls;
  }

  long hits() {
    return hits;
  }
}
