package dev.oceanus.local.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.oceanus.local.LocalMain;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.testkit.process.ClassPath;
import dev.oceanus.testkit.process.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The local program as a process of its own, in a process group of its own as a terminal gives it.
 * What it leaves in temporary files goes with the test's folder. Owned by the test, which closes
 * it.
 */
public final class Program implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Starts the rest of its arguments in a process group of its own, and ends with its code. */
  private static final String AS_A_JOB =
      "set -m; \"$@\" & echo $! >\"$PID_FILE\"; exec 2>/dev/null; wait $!";

  private final Process shell;
  private final Path output;
  private final Path errors;
  private final Path pidFile;

  private Program(Process shell, Path output, Path errors, Path pidFile) {
    this.shell = shell;
    this.output = output;
    this.errors = errors;
    this.pidFile = pidFile;
  }

  /** What a command left behind. */
  public record Answer(int code, String out, String err) {}

  /** Starts it with these arguments, and leaves it running. */
  public static Program start(Path temp, Map<String, String> variables, String... arguments)
      throws IOException {
    Path output = Files.createTempFile(temp, "out", ".txt");
    Path errors = Files.createTempFile(temp, "err", ".txt");
    Path pidFile = Files.createTempFile(temp, "pid", ".txt");
    List<String> line =
        new ArrayList<>(List.of("bash", "-c", AS_A_JOB, "job", javaProgram().toString()));
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    line.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= 23) {
      line.add("--sun-misc-unsafe-memory-access=allow");
    }
    line.add("-Djava.io.tmpdir=" + temp);
    line.addAll(List.of("-cp", ClassPath.own(), LocalMain.class.getName()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OCEANUS_"));
    builder.environment().put("PID_FILE", pidFile.toString());
    if (List.of(arguments).contains("up")) { // others go on at the same time
      builder.environment().put("OCEANUS_ADMIN_PORT", Integer.toString(Ports.free()));
    }
    builder.environment().putAll(variables);
    return new Program(builder.start(), output, errors, pidFile);
  }

  private static Path javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Runs it to its end. */
  public static Answer run(Path temp, Map<String, String> variables, String... arguments)
      throws IOException {
    try (Program program = start(temp, variables, arguments)) {
      return program.end();
    }
  }

  /** Gives it its standard input, whole. */
  public void say(String input) throws IOException {
    try (OutputStream to = shell.getOutputStream()) {
      to.write(input.getBytes(UTF_8));
    }
  }

  /** Waits for its end. */
  public Answer end() {
    try {
      if (!shell.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it did not end within " + LIMIT + ": " + out() + err());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
    return new Answer(shell.exitValue(), out(), err());
  }

  /** Process id of the JVM, which is that of its group as well. */
  public long pid() {
    return await()
        .atMost(LIMIT)
        .until(() -> read(pidFile).strip(), text -> !text.isEmpty())
        .transform(Long::parseLong);
  }

  /** How it is reached, once it runs. */
  public Running running(DataFolder folder) {
    return await("the process runs: " + err())
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .failFast(this::mustLive)
        .until(
            () -> Running.read(folder.running()).filter(running -> running.pid() == pid()),
            Optional::isPresent)
        .orElseThrow();
  }

  private void mustLive() {
    if (!shell.isAlive()) {
      throw new AssertionError("it ended: " + out() + err());
    }
  }

  /** Sends a signal to the JVM alone. */
  public void signal(String name) {
    kill("-" + name, Long.toString(pid()));
  }

  /** Sends a signal to all of its group, as a terminal does for Ctrl-C. */
  public void signalGroup(String name) {
    kill("-" + name, "-" + pid());
  }

  /** Sends a signal to any process. */
  public static void kill(String signal, String pid) {
    try {
      new ProcessBuilder("kill", signal, "--", pid).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("kill " + signal + " " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it has printed so far. */
  public String out() {
    return read(output);
  }

  /** What it has complained of so far. */
  public String err() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("reading " + file, e);
    }
  }

  @Override
  public void close() {
    if (shell.isAlive()) {
      signal("KILL");
      end();
    }
  }
}
