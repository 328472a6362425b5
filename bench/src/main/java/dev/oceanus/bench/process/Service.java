package dev.oceanus.bench.process;

import dev.oceanus.common.life.Retry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service of ours as a process of its own, seen through its admin port. Thread-safe.
 *
 * <p>It runs on the class path of this program, which holds the same jars as its image.
 */
public final class Service implements Measured, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final Child child;
  private final int adminPort;
  private final long begun;

  private Service(String name, Child child, int adminPort, long begun) {
    this.name = name;
    this.child = child;
    this.adminPort = adminPort;
    this.begun = begun;
  }

  /**
   * What to start.
   *
   * @param name for logs and messages
   * @param main its class
   * @param flags of its JVM
   * @param settings its environment, the admin port excepted
   */
  public record Launch(
      String name, Class<?> main, ServiceFlags flags, Map<String, String> settings) {}

  /** Starts a service; it is not ready yet. */
  public static Service start(Workspace workspace, Launch launch) {
    int adminPort = Workspace.freePort();
    List<String> command = new ArrayList<>(List.of(java(), "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(launch.flags().flags());
    command.addAll(List.of("-cp", classPath(), launch.main().getName()));
    Map<String, String> settings = new HashMap<>(launch.settings());
    settings.put("OCEANUS_ADMIN_HOST", "127.0.0.1");
    settings.put("OCEANUS_ADMIN_PORT", Integer.toString(adminPort));
    settings.put("OCEANUS_DRAIN_TIME", "0s");
    long begun = System.nanoTime();
    Child child = workspace.start(launch.name(), command, settings);
    return new Service(launch.name(), child, adminPort, begun);
  }

  private static String java() {
    return System.getProperty("java.home") + "/bin/java";
  }

  /** The class path that services run on. */
  public static String classPath() {
    return System.getProperty("java.class.path");
  }

  /**
   * Waits until it says that it is ready.
   *
   * @return how long that took from the start of the process
   */
  public Duration awaitReady() {
    while (status("/readyz") != 200) {
      if (!child.alive() || System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new IllegalStateException(name + " did not become ready: " + child.tail());
      }
      Retry.pause(LOOK);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Sum of all samples of a metric. */
  public double metric(String metric) {
    return Metric.sum(get("/metrics").body(), metric);
  }

  @Override
  public long cpuMicros() {
    return child.cpuMicros();
  }

  @Override
  public Memory memory() {
    return child.memory();
  }

  /** The file that it prints to. */
  public Path log() {
    return child.log();
  }

  /** Fails with what it printed if it runs no more. */
  public void checkAlive() {
    if (!child.alive()) {
      throw new IllegalStateException(name + " has ended: " + child.tail());
    }
  }

  @Override
  public void close() {
    child.close();
  }

  private int status(String path) {
    try {
      return send(path).statusCode();
    } catch (IOException e) {
      return -1; // it does not listen yet
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      return send(path);
    } catch (IOException e) {
      throw new IllegalStateException(
          "asking %s for %s failed (%s); it printed: %s".formatted(name, path, e, child.tail()), e);
    }
  }

  private HttpResponse<String> send(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + name, e);
    }
  }
}
