package dev.oceanus.fakebigquery.load;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads the texts that BigQuery takes for points in time. Of one text. */
public final class Times {
  /** Of a second. */
  public static final long MICROS = 1_000_000L;

  private static final long DAY = 86_400 * MICROS;
  private static final int MOST_FRACTION = 6;

  private final String text;
  private int at;

  private Times(String text) {
    this.text = text;
  }

  /** Microseconds since 1970 in UTC, of a text with or without a zone. */
  static long timestamp(String text) {
    Times times = new Times(text);
    long local = times.dateTime();
    long offset = times.zone(local);
    times.end();
    return Math.subtractExact(local, offset);
  }

  /** Microseconds since 1970 of a text without a zone. */
  static long datetime(String text) {
    Times times = new Times(text);
    long local = times.dateTime();
    times.end();
    return local;
  }

  /** Days since 1970. */
  static long date(String text) {
    Times times = new Times(text);
    long days = times.date();
    times.end();
    return days;
  }

  /** Microseconds since midnight. */
  static long time(String text) {
    Times times = new Times(text);
    long micros = times.clock();
    times.end();
    return micros;
  }

  private long dateTime() {
    long micros = Math.multiplyExact(date(), DAY);
    if (at < text.length() && "Tt ".indexOf(text.charAt(at)) >= 0 && digitAt(at + 1)) {
      at++;
      micros += clock();
    }
    return micros;
  }

  private long date() {
    int year = number(4, 4);
    char separator = at < text.length() && text.charAt(at) == '/' ? '/' : '-';
    skip(separator);
    int month = number(1, 2);
    skip(separator);
    int day = number(1, 2);
    if (year == 0) {
      throw new DateTimeException("year 0");
    }
    return LocalDate.of(year, month, day).toEpochDay();
  }

  private long clock() {
    int hour = number(1, 2);
    skip(':');
    int minute = number(1, 2);
    int second = 0;
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      second = number(1, 2);
    }
    if (hour > 23 || minute > 59 || second > 60) {
      throw new DateTimeException("no time of day");
    }
    return ((hour * 60L + minute) * 60 + second) * MICROS + fraction();
  }

  private long fraction() {
    if (at >= text.length() || text.charAt(at) != '.') {
      return 0;
    }
    at++;
    int start = at;
    long value = number(1, MOST_FRACTION);
    for (int digits = at - start; digits < MOST_FRACTION; digits++) {
      value *= 10;
    }
    return value;
  }

  /** Offset of the zone that the text ends with, in microseconds. */
  private long zone(long local) {
    if (at == text.length()) {
      return 0;
    }
    String zone = text.substring(at).trim();
    at = text.length();
    if (zone.equalsIgnoreCase("Z") || zone.equals("UTC")) {
      return 0;
    }
    char sign = zone.isEmpty() ? ' ' : zone.charAt(0);
    if (sign == '+' || sign == '-') {
      Times offset = new Times(zone.substring(1));
      int hours = offset.number(1, 2);
      int minutes = 0;
      if (offset.at < offset.text.length()) {
        if (offset.text.charAt(offset.at) == ':') {
          offset.at++;
        }
        minutes = offset.number(2, 2);
      }
      offset.end();
      return (sign == '-' ? -1 : 1) * (hours * 60L + minutes) * 60 * MICROS;
    }
    LocalDateTime at = LocalDateTime.ofEpochSecond(Math.floorDiv(local, MICROS), 0, ZoneOffset.UTC);
    return ZoneId.of(zone).getRules().getOffset(at).getTotalSeconds() * MICROS;
  }

  private int number(int least, int most) {
    int value = 0;
    int digits = 0;
    while (digits < most && digitAt(at)) {
      value = value * 10 + (text.charAt(at) - '0');
      at++;
      digits++;
    }
    if (digits < least || digitAt(at)) {
      throw new DateTimeException("no number");
    }
    return value;
  }

  private boolean digitAt(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private void skip(char expected) {
    if (at >= text.length() || text.charAt(at) != expected) {
      throw new DateTimeException("no " + expected);
    }
    at++;
  }

  private void end() {
    if (at != text.length()) {
      throw new DateTimeException("more text");
    }
  }
}
