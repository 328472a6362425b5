package dev.oceanus.local.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.common.life.Retry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One life of a redis-server under a guard that ends it when this process has ended, in whatever
 * way. The guard's script says how.
 */
final class GuardedRedis {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final int ANSWER_MILLIS = 1_000;

  private final Process guard;
  private final long pid;
  private final int port;

  private GuardedRedis(Process guard, long pid, int port) {
    this.guard = guard;
    this.pid = pid;
    this.port = port;
  }

  /** Starts a Redis with this configuration. */
  static GuardedRedis start(Path program, Path config, int port) throws IOException {
    Path script = config.resolveSibling("guard.sh");
    writeScript(script);
    Process guard =
        new ProcessBuilder("bash", script.toString(), program.toString(), config.toString())
            .redirectError(config.resolveSibling("output.log").toFile())
            .start();
    @Nullable String line = null;
    try (BufferedReader out = guard.inputReader(UTF_8)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("bash did not start " + program);
    }
    return new GuardedRedis(guard, Long.parseLong(line), port);
  }

  private static void writeScript(Path file) throws IOException {
    try (InputStream in = GuardedRedis.class.getResourceAsStream("guard.sh")) {
      if (in == null) {
        throw new IOException("guard.sh is not among the resources");
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  long pid() {
    return pid;
  }

  /** Waits until it answers; false if it has ended, or the time is over. */
  boolean awaitAnswer(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (guard.isAlive() && System.nanoTime() < deadline) {
      if (answers()) {
        return true;
      }
      if (!Retry.pause(LOOK)) {
        return false;
      }
    }
    return false;
  }

  /** Whether it takes commands; while it reads its data it answers, but with an error. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      return new String(socket.getInputStream().readNBytes(5), UTF_8).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it has ended, after waiting for that so long. */
  boolean endedWithin(Duration time) throws InterruptedException {
    return guard.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitCode() {
    return guard.exitValue();
  }

  /** Ends it in order, or by force when that takes longer than the limit. */
  void stop(Duration limit) {
    try {
      guard.getOutputStream().close();
      if (!endedWithin(limit)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        endedWithin(limit);
      }
    } catch (IOException e) {
      guard.destroyForcibly(); // its pipe is then closed by the system
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
