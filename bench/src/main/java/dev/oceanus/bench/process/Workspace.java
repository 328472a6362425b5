package dev.oceanus.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The folder of one run and all that was started in it. Closing ends every process, the last first,
 * and removes the folder, however often it is called and from whichever thread.
 */
public final class Workspace implements AutoCloseable {
  private final Path folder;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final AtomicInteger logs = new AtomicInteger();
  private volatile boolean closed;

  private Workspace(Path folder) {
    this.folder = folder;
  }

  /** A new folder below this one, which is made if need be. */
  public static Workspace below(Path data) {
    try {
      Files.createDirectories(data);
      return new Workspace(Files.createTempDirectory(data, "run"));
    } catch (IOException e) {
      throw new UncheckedIOException("making a folder below " + data, e);
    }
  }

  /** Where everything of this run is. */
  public Path folder() {
    return folder;
  }

  /** A new folder for one part of the run. */
  public Path folder(String name) {
    try {
      return Files.createTempDirectory(folder, name);
    } catch (IOException e) {
      throw new UncheckedIOException("making a folder below " + folder, e);
    }
  }

  /** Starts a process whose output goes to a file; it sees no setting of ours but these. */
  public synchronized Child start(String name, List<String> command, Map<String, String> settings) {
    Path log = folder.resolve(name + "-" + logs.incrementAndGet() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("OCEANUS_"));
    builder.environment().putAll(settings);
    try {
      return own(new Child(name, builder.start(), log));
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + name, e);
    }
  }

  /** Hands over something to be closed with this. */
  public synchronized <T extends AutoCloseable> T own(T resource) {
    if (closed) {
      close(resource);
      throw new IllegalStateException("the run has ended");
    }
    owned.push(resource);
    return resource;
  }

  /** A port of 127.0.0.1 that nobody listens on now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("looking for a free port", e);
    }
  }

  /** Whether the run has ended, or is just ending. */
  public boolean closed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!owned.isEmpty()) {
      close(owned.pop());
    }
    remove(folder);
  }

  /** Removes a folder with all that is in it. */
  public static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + folder, e);
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      System.err.println("bench: closing " + resource + " failed: " + e);
    }
  }
}
