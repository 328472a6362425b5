package dev.oceanus.collector.parse;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times by the page's clock, in milliseconds since 1970, and their correction. */
final class SentTime {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final int LONGEST = 24;

  private SentTime() {}

  /**
   * When it happened: the page's clock moved by what it was off at sending.
   *
   * @param sentAt the page's clock at sending, or null if unknown
   * @return null if that is not a time of the years 1 to 9999
   */
  static @Nullable Instant corrected(Instant happened, @Nullable Instant sentAt, Instant received) {
    Instant time =
        sentAt == null
            ? happened
            : happened.plus(sentAt.until(received, ChronoUnit.MICROS), ChronoUnit.MICROS);
    return inRange(time) ? time : null;
  }

  /** Reads {@code 1700000000000} or {@code 1700000000000.25}; null for anything else. */
  static @Nullable Instant parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= c >= '0' && c <= '9';
    }
    if (plain && text.length() <= 15) {
      return within(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    return decimal(text);
  }

  private static @Nullable Instant decimal(String text) {
    try {
      BigDecimal millis = new BigDecimal(text);
      if (millis.abs().compareTo(BigDecimal.valueOf(LAST.toEpochMilli())) > 0) {
        return null;
      }
      return within(Instant.EPOCH.plus(millis.movePointRight(3).longValue(), ChronoUnit.MICROS));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Instant within(Instant time) {
    return inRange(time) ? time : null;
  }

  /** Whether it is a time of the years 1 to 9999, as warehouses want it. */
  static boolean inRange(Instant time) {
    return !time.isBefore(FIRST) && !time.isAfter(LAST);
  }
}
