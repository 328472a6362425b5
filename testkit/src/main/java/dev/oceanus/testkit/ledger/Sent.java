package dev.oceanus.testkit.ledger;

/**
 * One event as it is about to be sent.
 *
 * @param id its own, never used for another one
 * @param destination where it must end if it is taken
 * @param columns what must be kept of it there
 */
public record Sent(String id, Destination destination, Columns columns) {
  /** Where an event ends. */
  public enum Destination {
    /** It is good, and becomes a row of its table. */
    TABLE,
    /** It is an entry that no loader can read, put into the stream behind the collector's back. */
    DEAD_LETTERS,
    /** It fails a check, and must not be taken. */
    REFUSED
  }
}
