package dev.oceanus.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One process from its start to its end, with its log. Thread-safe. */
public final class Life {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String name;
  private final Process process;
  private final Path log;

  Life(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Program and number of the life: {@code loader-1.7}. */
  public String name() {
    return name;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it at once, as SIGKILL does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(LIMIT);
  }

  /** Asks it to end in order (SIGTERM), and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Halts it where it stands (SIGSTOP). */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  /** Whether it has this file open now; false where the system has no {@code /proc}. */
  public boolean hasOpen(Path file) {
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    if (!Files.isDirectory(descriptors)) {
      return false;
    }
    try (Stream<Path> open = Files.list(descriptors)) {
      return open.anyMatch(each -> file.equals(target(each)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return null; // closed since it was listed
    }
  }

  /**
   * Waits for its end.
   *
   * @return its exit code; 128 + 9 when killed
   * @throws IllegalStateException if it does not end in time
   */
  public int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            name + " (pid " + process.pid() + ") did not end within " + limit.toSeconds() + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name + " to end", e);
    }
  }

  /**
   * Waits until its log holds this text.
   *
   * @return false if it did not within the limit, or ended without
   */
  public boolean awaitLog(String text, Duration limit) {
    try (LogTail tail = tail()) {
      return Pause.until(limit, () -> holds(tail, text) || !process.isAlive()) && logHolds(text);
    }
  }

  private static boolean holds(LogTail tail, String text) {
    return tail.more().stream().anyMatch(line -> line.contains(text));
  }

  /** Whether its log holds this text. */
  public boolean logHolds(String text) {
    return log().stream().anyMatch(line -> line.contains(text));
  }

  /** The lines of its log so far. */
  public List<String> log() {
    try {
      return new String(Files.readAllBytes(log), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its log, to be read as it grows. */
  public LogTail tail() {
    return new LogTail(log);
  }

  @Override
  public String toString() {
    return name;
  }

  private void signal(String what) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + what, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + what + " of " + name + " answered " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling " + name, e);
    }
  }
}
