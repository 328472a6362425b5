package dev.oceanus.common.stream;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Id of an entry as Redis gives it: its clock's milliseconds and a counter. Both are unsigned in
 * Redis; values above {@link Long#MAX_VALUE} do not occur with a real clock and are refused.
 */
public record EntryId(long millis, long sequence) implements Comparable<EntryId> {
  /** Before every entry. */
  public static final EntryId ZERO = new EntryId(0, 0);

  /** After every entry. */
  public static final EntryId MAX = new EntryId(Long.MAX_VALUE, Long.MAX_VALUE);

  public EntryId {
    if (millis < 0 || sequence < 0) {
      throw new IllegalArgumentException("entry id " + millis + "-" + sequence);
    }
  }

  /**
   * Reads {@code 1700000000000-0}.
   *
   * @throws IllegalArgumentException if the text is not an entry id
   */
  public static EntryId parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 1) {
      throw new IllegalArgumentException("entry id '" + text + "'");
    }
    return new EntryId(
        Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
  }

  /** The highest id that an entry of this day can have. */
  public static EntryId endOf(LocalDate day) {
    return new EntryId(
        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() - 1,
        Long.MAX_VALUE);
  }

  /** The day on which Redis gave the id, in UTC. */
  public LocalDate day() {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  /** The smallest id above this one. */
  public EntryId next() {
    return sequence == Long.MAX_VALUE
        ? new EntryId(millis + 1, 0)
        : new EntryId(millis, sequence + 1);
  }

  @Override
  public int compareTo(EntryId other) {
    int byMillis = Long.compare(millis, other.millis);
    return byMillis != 0 ? byMillis : Long.compare(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return millis + "-" + sequence;
  }
}
