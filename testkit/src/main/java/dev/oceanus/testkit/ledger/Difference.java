package dev.oceanus.testkit.ledger;

import java.util.Locale;

/**
 * Something that is not as it must be.
 *
 * @param kind which rule is broken
 * @param subject the event, batch, stream or process
 * @param detail what was found
 */
public record Difference(Kind kind, String subject, String detail) {
  /** The rules. */
  public enum Kind {
    /** An acknowledged event is nowhere. */
    LOST,
    /** An event is there more than once. */
    DOUBLED,
    /** Something is there that nobody sent. */
    INVENTED,
    /** An event is not what was sent, byte for byte. */
    ALTERED,
    /** An event is in another place than the one that it was meant for. */
    MISPLACED,
    /** An event stands behind one that was sent only after it had been answered. */
    OVERTAKEN,
    /** An answer that does not fit the events: a good one refused, a bad one taken. */
    WRONG_ANSWER,
    /** A batch whose rows are not as many as it says. */
    SHORT_BATCH,
    /** The batches of a lane are not numbered without gaps, or begin anew. */
    BATCH_GAP,
    /** A stream that still holds entries, or whose cursor is not at its end. */
    UNTRIMMED,
    /** A lane that waits for a person. */
    STOPPED_LANE,
    /** A process that ended or spoke as it should not have. */
    PROCESS
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + subject + ": " + detail;
  }
}
