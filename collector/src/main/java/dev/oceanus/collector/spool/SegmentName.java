package dev.oceanus.collector.spool;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment, as its file is named. The marker stands there as well as in the file, so that records
 * are found again whatever part of the file is damaged.
 *
 * @param number rises by one from segment to segment
 * @param marker begins each of its records; random, so that no event holds it on purpose
 */
public record SegmentName(long number, long marker) implements Comparable<SegmentName> {
  private static final String SUFFIX = ".spool";
  private static final Pattern FILE = Pattern.compile("(\\d{12})-([0-9a-f]{16})\\" + SUFFIX);

  /** As {@code 000000000007-0123456789abcdef.spool}. */
  public String file() {
    return "%012d-%016x%s".formatted(number, marker, SUFFIX);
  }

  /** The segment of which this is the file's name. */
  public static Optional<SegmentName> of(String file) {
    Matcher matcher = FILE.matcher(file);
    return matcher.matches()
        ? Optional.of(
            new SegmentName(
                Long.parseLong(matcher.group(1)), Long.parseUnsignedLong(matcher.group(2), 16)))
        : Optional.empty();
  }

  @Override
  public int compareTo(SegmentName other) {
    return Long.compare(number, other.number);
  }
}
