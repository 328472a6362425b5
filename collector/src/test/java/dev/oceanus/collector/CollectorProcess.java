package dev.oceanus.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The collector as a process of its own, on free ports. Owned by the test, which closes it. */
final class CollectorProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final int httpPort = freePort();
  private final int adminPort = freePort();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Process process;
  private final Thread reader;

  /** Starts it with these settings besides its ports, which the settings may name as well. */
  CollectorProcess(Map<String, String> settings) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            CollectorMain.class.getName());
    builder.environment().keySet().removeIf(name -> name.startsWith("OCEANUS_"));
    builder.environment().put("OCEANUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("OCEANUS_HTTP_PORT", Integer.toString(httpPort));
    builder.environment().put("OCEANUS_ADMIN_HOST", "127.0.0.1");
    builder.environment().put("OCEANUS_ADMIN_PORT", Integer.toString(adminPort));
    builder.environment().put("OCEANUS_DRAIN_TIME", "300ms");
    builder.environment().putAll(settings);
    process = builder.redirectErrorStream(true).start();
    reader = Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      output.lines().forEach(lines::add);
    } catch (UncheckedIOException | IOException e) {
      lines.add("its output broke off: " + e.getMessage());
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int httpPort() {
    return httpPort;
  }

  int adminPort() {
    return adminPort;
  }

  /** Waits until it has said that it is started. */
  CollectorProcess started() {
    await(String.join("\n", lines)).atMost(LIMIT).until(() -> says("collector started in"));
    return this;
  }

  /** Whether somebody listens on its public port. */
  boolean taking() {
    try {
      new RawHttp(httpPort).close();
      return process.isAlive();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it has written a line with this text so far. */
  boolean says(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  /** All that it has written once it has ended. */
  List<String> output() throws InterruptedException {
    reader.join();
    return List.copyOf(lines);
  }

  /** Tells it to end (SIGTERM). */
  void terminate() {
    process.toHandle().destroy(); // unlike its own destroy, this leaves its output open
  }

  /** Ends it at once (SIGKILL), and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Limits the size of files that it writes to from now on.
   *
   * @param bytes or {@code unlimited}
   */
  void limitFiles(String bytes) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new AssertionError("prlimit answered " + code);
    }
  }

  /** Its exit code, once it has ended. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + LIMIT + ": " + lines);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
