package dev.oceanus.collector.parse;

import dev.oceanus.collector.request.Kind;
import dev.oceanus.common.schema.FieldType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** From a value as it was written to the Java value of a field's type. */
final class Conversion {
  private static final int LONGEST_NUMBER = 300;

  private Conversion() {}

  /** The value, or null if what was written cannot be of this type. */
  static @Nullable Object convert(FieldType type, Kind kind, String text) {
    return switch (type) {
      case STRING -> kind == Kind.COMPOUND ? null : text;
      case INT64 -> scalar(kind) ? integer(text) : null;
      case FLOAT64 -> scalar(kind) ? decimal(text) : null;
      case BOOL -> (kind == Kind.COMPOUND || kind == Kind.NUMBER) ? null : bool(text);
      case TIMESTAMP -> scalar(kind) ? time(text) : null;
      case JSON -> kind == Kind.TEXT ? JsonText.quote(text) : text;
    };
  }

  private static boolean scalar(Kind kind) {
    return kind == Kind.TEXT || kind == Kind.NUMBER;
  }

  private static @Nullable Long integer(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    if (text.length() == digits || text.length() > 20) {
      return null;
    }
    for (int i = digits; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double decimal(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return null;
      }
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Boolean bool(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable Instant time(String text) {
    Instant millis = SentTime.parse(text);
    if (millis != null) {
      return millis;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      return SentTime.inRange(time) ? time : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
