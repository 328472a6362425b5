package dev.oceanus.fakebigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** Reads dates and times, into the numbers that the store keeps of them. */
final class Times {
  private static final long MICROS = 1_000_000;
  private static final long FIRST_DAY = -719_162;
  private static final long LAST_DAY = 2_932_896;
  private static final long FIRST_MICRO = FIRST_DAY * 86_400 * MICROS;
  private static final long LAST_MICRO = (LAST_DAY + 1) * 86_400 * MICROS - 1;

  private Times() {}

  /**
   * From microseconds since 1970. Source of the text: {@code testRowErrors} of
   * java-bigquerystorage, ITBigQueryWriteManualClientTest.
   */
  static long timestamp(TableFieldSchema column, long micros) throws RowFaultException {
    if (micros < FIRST_MICRO || micros > LAST_MICRO) {
      throw outOfRange(column, "Timestamp", micros);
    }
    return micros;
  }

  /** From a {@code google.protobuf.Timestamp}, cut to microseconds. */
  static long timestamp(TableFieldSchema column, long seconds, int nanos) throws RowFaultException {
    if (seconds < FIRST_DAY * 86_400 || seconds >= (LAST_DAY + 1) * 86_400) {
      throw outOfRange(column, "Timestamp", seconds);
    }
    return timestamp(column, seconds * MICROS + nanos / 1_000);
  }

  /** From days since 1970. */
  static long date(TableFieldSchema column, long days) throws RowFaultException {
    if (days < FIRST_DAY || days > LAST_DAY) {
      throw outOfRange(column, "Date", days);
    }
    return days;
  }

  static long date(TableFieldSchema column, String text) throws RowFaultException {
    try {
      return date(column, LocalDate.parse(text).toEpochDay());
    } catch (DateTimeException e) {
      throw invalid(column, "date", text);
    }
  }

  /** From CivilTimeEncoder's packed form: hour, minute, second, 20 bits of microseconds. */
  static long time(TableFieldSchema column, long packed) throws RowFaultException {
    try {
      return micros(unpackTime(packed));
    } catch (DateTimeException e) {
      throw outOfRange(column, "Time", packed);
    }
  }

  static long time(TableFieldSchema column, String text) throws RowFaultException {
    try {
      return micros(LocalTime.parse(text));
    } catch (DateTimeException e) {
      throw invalid(column, "time", text);
    }
  }

  /** From CivilTimeEncoder's packed form: year, month, day in front of the time. */
  static long datetime(TableFieldSchema column, long packed) throws RowFaultException {
    long date = packed >>> 37;
    try {
      return micros(
          LocalDate.of((int) (date >>> 9), (int) (date >>> 5 & 15), (int) (date & 31)),
          unpackTime(packed & (1L << 37) - 1));
    } catch (DateTimeException e) {
      throw outOfRange(column, "Datetime", packed);
    }
  }

  static long datetime(TableFieldSchema column, String text) throws RowFaultException {
    try {
      LocalDateTime value = LocalDateTime.parse(text.replace(' ', 'T'));
      return micros(value.toLocalDate(), value.toLocalTime());
    } catch (DateTimeException e) {
      throw invalid(column, "datetime", text);
    }
  }

  private static long micros(LocalTime time) {
    return time.toNanoOfDay() / 1_000;
  }

  private static long micros(LocalDate date, LocalTime time) {
    return date.toEpochDay() * 86_400 * MICROS + micros(time);
  }

  private static LocalTime unpackTime(long packed) {
    long time = packed >>> 20;
    long micros = packed & (1L << 20) - 1;
    return LocalTime.of(
        (int) (time >>> 12), (int) (time >>> 6 & 63), (int) (time & 63), (int) (micros * 1_000));
  }

  private static RowFaultException outOfRange(TableFieldSchema column, String what, long value) {
    return new RowFaultException(
        "%s field value is out of range: %d on field %s.".formatted(what, value, column.getName()));
  }

  private static RowFaultException invalid(TableFieldSchema column, String what, String text) {
    return new RowFaultException(
        "Invalid %s: '%s' on field %s.".formatted(what, text, column.getName()));
  }
}
