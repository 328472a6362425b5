package dev.oceanus.bench.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.bench.messages.Message.Subject;
import dev.oceanus.common.life.Retry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  private final InputStream in;
  private final Thread thread;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<Message> seen = new ArrayList<>();
  private @Nullable IOException failure;
  private volatile boolean closed;

  private Messages(InputStream in) {
    this.in = in;
    this.thread = new Thread(this::watch, "bench-messages");
  }

  /** Watches a file from its beginning. */
  static Messages of(Path file) {
    try {
      Messages messages = new Messages(Files.newInputStream(file));
      messages.thread.start();
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
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
        throw new UncheckedIOException("watching for messages failed", failure);
      }
      Set<Subject> subjects = new HashSet<>();
      seen.forEach(message -> subjects.add(message.subject()));
      return subjects.containsAll(expected);
    }
  }

  private void watch() {
    byte[] buffer = new byte[1 << 16];
    try (in) {
      while (!closed) {
        int read = in.read(buffer); // -1 at the end of the file, which grows
        if (read <= 0) {
          Retry.pause(LOOK);
        } else {
          take(buffer, read, System.nanoTime());
        }
      }
    } catch (IOException e) {
      synchronized (seen) {
        failure = e;
      }
    }
  }

  private void take(byte[] bytes, int length, long now) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        Message.parse(line.toString(UTF_8), now).ifPresent(this::note);
        line.reset();
      } else {
        line.write(bytes[i]);
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
