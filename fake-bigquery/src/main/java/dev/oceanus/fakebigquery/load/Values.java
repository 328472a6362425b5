package dev.oceanus.fakebigquery.load;

import dev.oceanus.fakebigquery.schema.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Locale;

/** Values of columns from the texts that BigQuery takes for them. */
final class Values {
  private static final String FORMAT_OF_TIMESTAMPS =
      "Required format is YYYY-MM-DD HH:MM[:SS[.SSSSSS]] or YYYY/MM/DD HH:MM[:SS[.SSSSSS]]";
  private static final int SCALE = 9;
  private static final int INTEGER_DIGITS = 29;

  private Values() {}

  /** The value that a text stands for; {@code said} is how messages show where it came from. */
  static Object of(Column column, String text, String said) throws BadRowException {
    try {
      return switch (column.type()) {
        case STRING -> text;
        case JSON -> text;
        case BYTES -> Base64.getDecoder().decode(text);
        case INTEGER -> integer(text);
        case FLOAT -> floating(text);
        case BOOLEAN -> flag(text);
        case TIMESTAMP -> timestamp(text);
        case DATE -> Times.date(text);
        case DATETIME -> Times.datetime(text);
        case TIME -> Times.time(text);
        case NUMERIC -> decimal(text);
      };
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw refused(column, text, said);
    }
  }

  /** BigQuery's words for a value that is none of the column's type. */
  static BadRowException refused(Column column, String text, String said) {
    String where = " Field: " + column.name() + "; Value: " + text;
    return new BadRowException(
        switch (column.type()) {
          case TIMESTAMP ->
              "Couldn't convert value to timestamp: Could not parse '%s' as a timestamp. %s;%s"
                  .formatted(text, FORMAT_OF_TIMESTAMPS, where);
          case INTEGER -> "Could not convert value '%s' to integer.%s".formatted(said, where);
          case FLOAT -> "Could not convert value '%s' to double.%s".formatted(said, where);
          case BOOLEAN -> "Could not convert value '%s' to boolean.%s".formatted(said, where);
          case BYTES -> "Could not decode base64 string to bytes.%s".formatted(where);
          case DATE, DATETIME, TIME, NUMERIC, STRING, JSON ->
              "Could not parse '%s' as %s for field %s"
                  .formatted(text, column.type(), column.name());
        });
  }

  /** Seconds since 1970, with a fraction, as microseconds. */
  static long seconds(BigDecimal seconds) {
    return seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private static Long integer(String text) {
    return Long.valueOf(text.startsWith("+") ? text.substring(1) : text);
  }

  private static Double floating(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> new BigDecimal(text).doubleValue(); // stricter than Java's own reader
    };
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> true;
      case "false", "f", "no", "n", "0" -> false;
      default -> throw new IllegalArgumentException("no flag");
    };
  }

  private static Long timestamp(String text) {
    char second = text.length() > 4 ? text.charAt(4) : '0';
    return second == '-' || second == '/' || text.isEmpty()
        ? Times.timestamp(text)
        : seconds(new BigDecimal(text));
  }

  static BigDecimal decimal(String text) {
    BigDecimal value = new BigDecimal(text);
    BigDecimal scaled = value.setScale(SCALE); // throws where digits would be lost
    if (scaled.precision() - SCALE > INTEGER_DIGITS) {
      throw new ArithmeticException("too large");
    }
    return scaled;
  }
}
