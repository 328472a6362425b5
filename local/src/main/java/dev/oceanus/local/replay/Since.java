package dev.oceanus.local.replay;

import dev.oceanus.local.cli.CommandException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how far back a person wants to go. */
public final class Since {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhd])");

  private Since() {}

  /**
   * The instant that a text names: a day in UTC as {@code 2026-11-24}, an instant as {@code
   * 2026-11-24T08:15:00Z}, or a time ago as {@code 30m}, {@code 12h} or {@code 7d}.
   *
   * @throws CommandException if it is none of them
   */
  public static Instant parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw CommandException.usage(
          ("--since takes a day as 2026-11-24, an instant as 2026-11-24T08:15:00Z, or a time"
                  + " ago as 30m, 12h or 7d, found '%s'")
              .formatted(text));
    }
  }
}
