package dev.oceanus.collector.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Makes each {@code fdatasync} of a process take longer, by strace, until it is closed; the process
 * goes on as before then.
 */
final class SlowDisk implements AutoCloseable {
  private final Process strace;
  private final BufferedReader words;

  private SlowDisk(Process strace) {
    this.strace = strace;
    this.words = strace.errorReader(StandardCharsets.UTF_8);
  }

  /**
   * Returns when it has begun.
   *
   * @throws IOException if there is no strace, or it may not do that
   */
  static SlowDisk of(long pid, Duration delay) throws IOException {
    Process strace =
        new ProcessBuilder(
                "strace",
                "--follow-forks",
                "--output=/dev/null",
                "--trace=fdatasync",
                "--inject=fdatasync:delay_enter=" + delay.toNanos() / 1_000,
                "--attach=" + pid)
            .start();
    SlowDisk disk = new SlowDisk(strace);
    String first = disk.words.readLine();
    if (first == null || !first.contains("attached")) {
      disk.close();
      throw new IOException("strace does not attach to process " + pid + ": " + first);
    }
    return disk;
  }

  @Override
  public void close() {
    strace.destroy();
    try {
      int unused = strace.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
