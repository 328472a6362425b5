package dev.oceanus.collector.badinput;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process holds of the machine: threads, and files or sockets.
 *
 * @param threads names of those that are not of the test's own tools
 * @param descriptors open sockets where the system lists them, else all open files
 */
record Footprint(List<String> threads, long descriptors) {
  private static final Path OPEN = Path.of("/proc/self/fd");

  /** Files that a class loader may open meanwhile, where sockets cannot be told from them. */
  private static final long FILES = Files.isDirectory(OPEN) ? 0 : 32;

  private static final List<String> TOOLS =
      List.of(
          "junit",
          "ForkJoinPool",
          "awaitility",
          "surefire",
          "Attach",
          "process reaper",
          "VirtualThread",
          "MasterPoller",
          "SubPoller",
          "Read-Poller",
          "Write-Poller",
          "HttpClient",
          "Common-Cleaner",
          "Cleaner-");

  /** What it holds now. */
  static Footprint now() {
    return new Footprint(threadsOfOthers(), openDescriptors());
  }

  private static List<String> threadsOfOthers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> TOOLS.stream().noneMatch(name::startsWith))
        .sorted()
        .toList();
  }

  private static long openDescriptors() {
    if (!Files.isDirectory(OPEN)) {
      return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
          ? unix.getOpenFileDescriptorCount()
          : 0;
    }
    try (Stream<Path> open = Files.list(OPEN)) {
      return open.filter(Footprint::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + OPEN, e);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  /** Whether this is no more than that. */
  boolean within(Footprint baseline) {
    return threads.size() <= baseline.threads.size() && descriptors <= baseline.descriptors + FILES;
  }
}
