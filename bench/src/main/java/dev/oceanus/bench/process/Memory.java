package dev.oceanus.bench.process;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a process as the kernel counts it.
 *
 * @param rssBytes resident now
 * @param peakBytes the most that was resident at once
 */
public record Memory(long rssBytes, long peakBytes) {
  /** Of a process that has ended. */
  public static final Memory NONE = new Memory(0, 0);

  /** Reads {@code /proc/PID/status}; a process that is about to end has no memory lines. */
  static Memory parse(String status) {
    Map<String, String> lines =
        status
            .lines()
            .filter(line -> line.contains(":"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 1).strip(),
                    (first, second) -> first));
    return new Memory(bytes(lines.get("VmRSS")), bytes(lines.get("VmHWM")));
  }

  private static long bytes(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    if (!text.endsWith(" kB")) {
      throw new IllegalArgumentException("expected a size in kB, found '" + text + "'");
    }
    return Long.parseLong(text.substring(0, text.length() - " kB".length())) * 1024;
  }

  Memory plus(Memory other) {
    return new Memory(rssBytes + other.rssBytes, peakBytes + other.peakBytes);
  }
}
