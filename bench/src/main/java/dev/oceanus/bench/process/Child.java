package dev.oceanus.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process that was started to be measured. Ends with {@link #close()}, by its id. */
public final class Child implements Measured, AutoCloseable {
  private static final Duration ORDERLY = Duration.ofSeconds(20);
  private static final int LINES = 15;

  private final String name;
  private final Process process;
  private final Watched watched;
  private final Path log;

  Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.watched = new Watched(process.toHandle());
    this.log = log;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public long cpuMicros() {
    return watched.cpuMicros();
  }

  @Override
  public Memory memory() {
    return watched.memory();
  }

  /**
   * Waits until it has ended by itself.
   *
   * @return its exit code
   */
  public int await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new IllegalStateException(name + " did not end within " + limit + ": " + tail());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /** The file that it prints to. */
  Path log() {
    return log;
  }

  /** All that it printed. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no output: " + e.getMessage();
    }
  }

  /** The end of what it printed. */
  public String tail() {
    List<String> lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }

  /** Asks it to end, and makes it end if it does not in time. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name + " (process " + pid() + ")";
  }
}
