package dev.oceanus.notifier.sheets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The notation of ranges: {@code 'July 2026'!A1:F20}. */
final class A1 {
  private static final Pattern LAST_ROW = Pattern.compile(".*![A-Z]+\\d+(?::[A-Z]+)?(\\d{1,8})?");
  private static final Pattern FIRST_ROW = Pattern.compile(".*![A-Z]+(\\d{1,8})(?::.*)?");
  private static final int LETTERS = 26;

  private A1() {}

  /**
   * The letters of a column.
   *
   * @param column counted from 1
   */
  static String column(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest > 0; rest = (rest - 1) / LETTERS) {
      letters.append((char) ('A' + (rest - 1) % LETTERS));
    }
    return letters.reverse().toString();
  }

  /** The last row of a range, or 0 if it is no such range. */
  static int lastRow(String range) {
    Matcher last = LAST_ROW.matcher(range);
    if (last.matches() && last.group(1) != null) {
      return Integer.parseInt(last.group(1));
    }
    Matcher first = FIRST_ROW.matcher(range);
    return first.matches() ? Integer.parseInt(first.group(1)) : 0;
  }
}
