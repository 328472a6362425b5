package dev.oceanus.common.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Timestamps as text: {@code 2026-11-23T08:15:02.123456Z}, always 27 characters. A formatter of
 * java.time takes ten times as long, and each event carries two.
 */
final class Timestamps {
  private static final int LENGTH = 27;
  private static final int SECONDS_A_DAY = 86_400;
  private static final String SHAPE = "0000-00-00T00:00:00.000000Z";

  private Timestamps() {}

  /** The time in UTC, cut to microseconds. Years 0 to 9999. */
  static String format(Instant time) {
    long epochDay = Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
    int second = (int) Math.floorMod(time.getEpochSecond(), (long) SECONDS_A_DAY);
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    char[] text = SHAPE.toCharArray();
    digits(text, 0, 4, date.getYear());
    digits(text, 5, 2, date.getMonthValue());
    digits(text, 8, 2, date.getDayOfMonth());
    digits(text, 11, 2, second / 3600);
    digits(text, 14, 2, second / 60 % 60);
    digits(text, 17, 2, second % 60);
    digits(text, 20, 6, time.getNano() / 1000);
    return new String(text);
  }

  /**
   * Reads exactly what {@link #format} writes.
   *
   * @throws DateTimeException if the text is anything else
   */
  static Instant parse(String text) {
    if (text.length() != LENGTH) {
      throw new DateTimeException("a timestamp has " + LENGTH + " characters");
    }
    for (int i = 0; i < LENGTH; i++) {
      char shape = SHAPE.charAt(i);
      char found = text.charAt(i);
      if (shape == '0' ? found < '0' || found > '9' : found != shape) {
        throw new DateTimeException("a timestamp looks like " + SHAPE);
      }
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("no such time of day");
    }
    long ofDay = (hour * 60L + minute) * 60 + second;
    return Instant.ofEpochSecond(
        date.toEpochDay() * SECONDS_A_DAY + ofDay, number(text, 20, 6) * 1000L);
  }

  private static void digits(char[] text, int at, int count, int value) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int number(String text, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
