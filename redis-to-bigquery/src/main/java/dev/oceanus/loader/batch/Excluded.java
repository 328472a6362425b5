package dev.oceanus.loader.batch;

/**
 * An entry that a batch leaves out, for the dead letters.
 *
 * @param entry which
 * @param attempt attempt of the batch that first left it out, from 1
 * @param reason from a closed set of words
 * @param field column at fault, or empty
 * @param detail what was found, in words, without the value
 */
public record Excluded(EntryRef entry, int attempt, Reason reason, String field, String detail) {
  /** Why an entry is left out. */
  public enum Reason {
    /** It is not an event of the lane's schema. */
    UNREADABLE,
    /** The warehouse takes its batch only without it. */
    REFUSED_BY_WAREHOUSE
  }
}
