package dev.oceanus.bench.messages;

import dev.oceanus.bench.messages.Message.Subject;
import dev.oceanus.common.life.Retry;
import dev.oceanus.testkit.process.LogTail;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches the file that a notifier prints to, and notes when each message comes. Sees a message 2
 * ms after it was printed at most, if the machine has time for it.
 */
final class Messages implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(2);

  /** How long it waits for messages that must not come. */
  private static final Duration LATER = Duration.ofSeconds(1);

  private final LogTail tail;
  private final Thread thread;
  private final List<Message> seen = new ArrayList<>();
  private @Nullable UncheckedIOException failure;
  private volatile boolean closed;

  private Messages(LogTail tail) {
    this.tail = tail;
    this.thread = new Thread(this::watch, "bench-messages");
  }

  /** Watches a file from its beginning. */
  static Messages of(Path file) {
    Messages messages = new Messages(new LogTail(file));
    messages.thread.start();
    return messages;
  }

  /**
   * Waits until all of these are seen, but not beyond the limit.
   *
   * @return all that were seen since the last call, in the order in which they came
   */
  List<Message> await(Set<Subject> expected, Duration limit) {
    long begun = System.nanoTime();
    while (!seen(expected) && System.nanoTime() - begun < limit.toNanos()) {
      Retry.pause(LATER.dividedBy(50));
    }
    Retry.pause(LATER);
    synchronized (seen) {
      List<Message> all = List.copyOf(seen);
      seen.clear();
      return all;
    }
  }

  private boolean seen(Set<Subject> expected) {
    synchronized (seen) {
      if (failure != null) {
        throw failure;
      }
      Set<Subject> subjects = new HashSet<>();
      seen.forEach(message -> subjects.add(message.subject()));
      return subjects.containsAll(expected);
    }
  }

  private void watch() {
    try (tail) {
      while (!closed) {
        List<String> lines = tail.more();
        long now = System.nanoTime();
        if (lines.isEmpty()) {
          Retry.pause(LOOK);
        }
        lines.forEach(line -> Message.parse(line, now).ifPresent(this::note));
      }
    } catch (UncheckedIOException e) {
      synchronized (seen) {
        failure = e;
      }
    }
  }

  private void note(Message message) {
    synchronized (seen) {
      seen.add(message);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
