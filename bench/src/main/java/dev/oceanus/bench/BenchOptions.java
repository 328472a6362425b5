package dev.oceanus.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, how long, and where to.
 *
 * @param out file for the JSON, or null for none
 * @param data folder below which the run keeps its files; on the disk that is to be measured
 * @param rounds of each contestant
 * @param time of each round under load
 * @param quick whether all is short: to try the bench, not to measure
 * @param parts what to measure
 */
record BenchOptions(
    @Nullable Path out, Path data, int rounds, Duration time, boolean quick, Set<Part> parts) {
  /** What can be measured alone. */
  enum Part {
    START,
    COLLECTOR,
    LOADER,
    RELAY,
    RULES,
    MESSAGES,
    /** Only where it is asked for: it needs a tool more, and is no figure of speed. */
    SLOW
  }

  /** A command line that says nothing we know. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /** Reads the command line. */
  static BenchOptions parse(String... arguments) throws UsageException {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(arguments));
    Path out = null;
    Path data = Path.of(System.getProperty("java.io.tmpdir"), "oceanus-bench");
    int rounds = 0;
    int seconds = 0;
    boolean quick = false;
    Set<Part> parts = EnumSet.complementOf(EnumSet.of(Part.SLOW));
    while (!left.isEmpty()) {
      String option = left.pop();
      switch (option) {
        case "--out" -> out = Path.of(value(option, left));
        case "--data" -> data = Path.of(value(option, left));
        case "--rounds" -> rounds = number(option, value(option, left));
        case "--seconds" -> seconds = number(option, value(option, left));
        case "--quick" -> quick = true;
        case "--only" -> parts = parts(value(option, left));
        default -> throw new UsageException("no option '" + option + "'");
      }
    }
    return new BenchOptions(
        out,
        data.toAbsolutePath(),
        rounds > 0 ? rounds : quick ? 1 : 3,
        Duration.ofSeconds(seconds > 0 ? seconds : quick ? 1 : 10),
        quick,
        parts);
  }

  private static String value(String option, Deque<String> left) throws UsageException {
    String value = left.poll();
    if (value == null || value.isBlank()) {
      throw new UsageException(option + " needs a value");
    }
    return value;
  }

  private static int number(String option, String text) throws UsageException {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new UsageException(option + " must be a number from 1 to 9999, found '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Set<Part> parts(String text) throws UsageException {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String name : text.split(",", -1)) {
      parts.add(
          Arrays.stream(Part.values())
              .filter(part -> key(part).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--only must name some of %s, found '%s'"
                              .formatted(
                                  Arrays.stream(Part.values())
                                      .map(BenchOptions::key)
                                      .collect(Collectors.joining(",")),
                                  name))));
    }
    return parts;
  }

  private static String key(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
