package dev.oceanus.tables;

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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The table-creator as a process of its own, from the classes under test. */
final class TablesProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("\"admin_port\":\"?(\\d+)");

  private final Process process;
  private final Path out;
  private final Path err;

  private TablesProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it with these settings and arguments, in this folder. */
  static TablesProcess start(Path folder, Map<String, String> settings, String... arguments) {
    try {
      Path out = Files.createTempFile(folder, "tables", ".out");
      Path err = Files.createTempFile(folder, "tables", ".err");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xlog:disable",
                  "-cp",
                  ClassPath.own(),
                  TablesMain.class.getName()));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("OCEANUS_"));
      builder.environment().putAll(settings);
      return new TablesProcess(
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has written for people and programs. */
  String out() {
    return read(out);
  }

  /** What it has complained about, but for the JVM's own warnings. */
  List<String> err() {
    return read(err).lines().filter(line -> !line.startsWith("WARNING: ")).toList();
  }

  /** Lines of its output that hold this. */
  List<String> lines(String text) {
    return out().lines().filter(line -> line.contains(text)).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its admin server answers. */
  HttpResponse<String> get(String path) {
    Awaitility.await("the watch has started")
        .atMost(60, TimeUnit.SECONDS)
        .failFast("it ended", () -> !process.isAlive())
        .until(() -> PORT.matcher(out()).find());
    Matcher matcher = PORT.matcher(out());
    int port = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Its exit code, once it has ended. */
  int exitCode() {
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it did not end: " + out() + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
