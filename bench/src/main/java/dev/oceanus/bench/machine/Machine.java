package dev.oceanus.bench.machine;

import dev.oceanus.bench.process.Child;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.testkit.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the figures were measured on, and with.
 *
 * @param measuredAt when it began
 * @param revision of this repository, with {@code -dirty} if files were changed
 * @param cores that the JVM sees
 * @param cpu its model
 * @param memoryBytes all there is
 * @param kernel name and version
 * @param jdk that runs our processes
 * @param nginx its version
 * @param redis its version
 * @param wrk its version
 */
public record Machine(
    Instant measuredAt,
    String revision,
    int cores,
    String cpu,
    long memoryBytes,
    String kernel,
    String jdk,
    String nginx,
    String redis,
    String wrk) {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String UNKNOWN = "unknown";

  /** Looks around. */
  public static Machine look(Workspace workspace, Clock clock) {
    return new Machine(
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        said(
            workspace,
            "(.+)",
            List.of(
                "git",
                "-C",
                workspace.folder() + "",
                "describe",
                "--always",
                "--dirty",
                "--abbrev=12",
                "--exclude=*")),
        Runtime.getRuntime().availableProcessors(),
        found("model name\\s*:\\s*(.+)", file("/proc/cpuinfo")),
        memory(file("/proc/meminfo")),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        said(workspace, "nginx/(\\S+)", List.of(Program.find("nginx", "nginx"), "-v")),
        said(workspace, "v=(\\S+)", List.of("redis-server", "--version")),
        said(
            workspace, "wrk (?:debian/)?(\\S+)", List.of(Program.find("wrk", "wrk"), "--version")));
  }

  /** What a program says of itself; some say it with an exit code that is not 0. */
  private static String said(Workspace workspace, String pattern, List<String> command) {
    Child child = workspace.start("version", command, Map.of());
    child.await(LIMIT);
    return found(pattern, child.output());
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1).strip() : UNKNOWN;
  }

  private static long memory(String meminfo) {
    String kilobytes = found("MemTotal:\\s*(\\d+) kB", meminfo);
    return kilobytes.equals(UNKNOWN) ? 0 : Long.parseLong(kilobytes) * 1024;
  }

  private static String file(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path + "; this needs Linux", e);
    }
  }
}
