package dev.oceanus.export.column;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Canonical texts of points in time from those that databases write. Each answers null for what no
 * calendar from year 1 to 9999 has: infinity, years BC, zero dates.
 */
public final class Texts {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME =
      Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?");
  private static final int DATE_LENGTH = 10;
  private static final String UTC = "+00";

  private Texts() {}

  /** Of {@code 2026-12-01}. */
  public static @Nullable String date(String text) {
    return isDate(text) ? text : null;
  }

  /** Of {@code 03:00:00.5}; 24:00:00 is none. */
  public static @Nullable String time(String text) {
    return TIME.matcher(text).matches() ? text : null;
  }

  /** Of {@code 2026-12-01 03:00:00.5}. */
  public static @Nullable String dateTime(String text) {
    if (text.length() <= DATE_LENGTH || !isDate(text.substring(0, DATE_LENGTH))) {
      return null;
    }
    String time = text.substring(DATE_LENGTH + 1);
    return time(time) == null ? null : text.substring(0, DATE_LENGTH) + "T" + time;
  }

  /** Of {@code 2026-12-01 03:00:00.5+00}, of a session in UTC. */
  public static @Nullable String timestampOfUtc(String text) {
    String local =
        text.endsWith(UTC) ? dateTime(text.substring(0, text.length() - UTC.length())) : null;
    return local == null ? null : local + "Z";
  }

  private static boolean isDate(String text) {
    return DATE.matcher(text).matches()
        && !text.startsWith("0000")
        && !text.startsWith("-00", 4)
        && !text.endsWith("-00");
  }
}
