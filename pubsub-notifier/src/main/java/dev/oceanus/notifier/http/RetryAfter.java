package dev.oceanus.notifier.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a server wants to be left alone. */
public final class RetryAfter {
  /** Who asks for more is asked again after this time. */
  public static final Duration AT_MOST = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

  private RetryAfter() {}

  /**
   * Reads the header, seconds or a date.
   *
   * @return at most {@link #AT_MOST}; null where there is none that can be read
   */
  public static @Nullable Duration read(@Nullable String value, Instant now) {
    if (value == null) {
      return null;
    }
    Duration wanted;
    if (SECONDS.matcher(value).matches()) {
      wanted = Duration.ofSeconds(Long.parseLong(value));
    } else {
      try {
        wanted =
            Duration.between(
                now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    if (wanted.isNegative()) {
      return Duration.ZERO;
    }
    return wanted.compareTo(AT_MOST) > 0 ? AT_MOST : wanted;
  }
}
