package dev.oceanus.loader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.testkit.process.ClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The loader as a process of its own, from the classes under test. */
final class LoaderProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("\"admin_port\":\"?(\\d+)");

  private final Process process;
  private final Path log;

  private LoaderProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it with these settings, in this folder. */
  static LoaderProcess start(Path folder, Map<String, String> settings) {
    try {
      Path log = Files.createTempFile(folder, "loader", ".log");
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              ClassPath.own(),
              LoaderMain.class.getName());
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      Map<String, String> all = new TreeMap<>(settings);
      all.putIfAbsent("OCEANUS_ADMIN_HOST", "127.0.0.1");
      all.putIfAbsent("OCEANUS_ADMIN_PORT", "0");
      all.putIfAbsent("OCEANUS_DRAIN_TIME", "0ms");
      builder.environment().putAll(all);
      return new LoaderProcess(
          builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has logged. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of its log that hold this. */
  List<String> lines(String text) {
    List<String> lines = new ArrayList<>(log().lines().toList());
    lines.removeIf(line -> !line.contains(text));
    return lines;
  }

  private int port() {
    Awaitility.await("the loader has started")
        .atMost(60, TimeUnit.SECONDS)
        .failFast("it ended", () -> !process.isAlive())
        .until(() -> PORT.matcher(log()).find());
    Matcher matcher = PORT.matcher(log());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** What its admin server answers. */
  HttpResponse<String> get(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Its exit code, once it has ended. */
  int exitCode() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it did not end: " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
