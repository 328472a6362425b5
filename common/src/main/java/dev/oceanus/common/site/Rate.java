package dev.oceanus.common.site;

import dev.oceanus.common.config.Units;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may happen.
 *
 * @param count so many times
 * @param per in such a time
 * @param burst what was not used in so long a time may be made up for at once
 */
public record Rate(int count, Duration per, Duration burst) {
  /** For how long unused requests are kept unless a site says so. */
  public static final Duration DEFAULT_BURST = Duration.ofSeconds(5);

  private static final Pattern WRITTEN = Pattern.compile("([1-9]\\d{0,6})/(s|m|h)");

  public Rate {
    if (count < 1 || per.isNegative() || per.isZero() || burst.isNegative()) {
      throw new IllegalArgumentException(count + " in " + per + " with a burst of " + burst);
    }
  }

  /** Reads {@code 500/s}, {@code 600/m} or {@code 10/h}; empty for anything else. */
  public static Optional<Rate> parse(String text, Duration burst) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    Duration per = Units.duration("1" + written.group(2));
    return Optional.of(new Rate(Integer.parseInt(written.group(1)), per, burst));
  }

  /** The time from one to the next at an even pace. */
  public long nanosEach() {
    return Math.max(1, per.toNanos() / count);
  }

  /** How many may come at once after a pause: at least one. */
  public long atOnce() {
    return Math.max(1, burst.toNanos() / nanosEach());
  }
}
