package dev.oceanus.common.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as one writes them, a whole number with its unit, and back. */
public final class Units {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})([A-Za-z]+)");
  private static final Map<String, Duration> TIMES = new LinkedHashMap<>();
  private static final Map<String, Long> SIZES = new LinkedHashMap<>();

  static {
    TIMES.put("d", Duration.ofDays(1));
    TIMES.put("h", Duration.ofHours(1));
    TIMES.put("m", Duration.ofMinutes(1));
    TIMES.put("s", Duration.ofSeconds(1));
    TIMES.put("ms", Duration.ofMillis(1));
    SIZES.put("GiB", 1L << 30);
    SIZES.put("MiB", 1L << 20);
    SIZES.put("KiB", 1L << 10);
    SIZES.put("B", 1L);
  }

  private Units() {}

  /**
   * Reads {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h} or {@code 7d}.
   *
   * @throws IllegalArgumentException if the text is no such time
   * @throws ArithmeticException if it is too long
   */
  public static Duration duration(String text) {
    Matcher matcher = matched(text);
    Duration unit = TIMES.get(matcher.group(2));
    if (unit == null) {
      throw new IllegalArgumentException("no unit of time: '" + matcher.group(2) + "'");
    }
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /**
   * Reads {@code 512B}, {@code 256KiB}, {@code 64MiB} or {@code 1GiB}.
   *
   * @throws IllegalArgumentException if the text is no such size
   * @throws ArithmeticException if it is too large
   */
  public static ByteSize size(String text) {
    Matcher matcher = matched(text);
    Long unit = SIZES.get(matcher.group(2));
    if (unit == null) {
      throw new IllegalArgumentException("no unit of size: '" + matcher.group(2) + "'");
    }
    return new ByteSize(Math.multiplyExact(unit, Long.parseLong(matcher.group(1))));
  }

  /** The time in the largest unit that divides it: {@code 90s}, {@code 2m}. */
  public static String print(Duration time) {
    for (Map.Entry<String, Duration> unit : TIMES.entrySet()) {
      if (time.toMillis() % unit.getValue().toMillis() == 0 && !time.isZero()) {
        return time.toMillis() / unit.getValue().toMillis() + unit.getKey();
      }
    }
    return time.toMillis() + "ms";
  }

  /** The size in the largest unit that divides it: {@code 256KiB}. */
  public static String print(ByteSize size) {
    for (Map.Entry<String, Long> unit : SIZES.entrySet()) {
      if (size.bytes() % unit.getValue() == 0 && size.bytes() > 0) {
        return size.bytes() / unit.getValue() + unit.getKey();
      }
    }
    return size.bytes() + "B";
  }

  private static Matcher matched(String text) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no whole number with a unit: '" + text + "'");
    }
    return matcher;
  }
}
