package dev.oceanus.testkit.redis;

import dev.oceanus.testkit.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One redis-server process with a folder and a port of its own, set up to lose nothing unless a
 * test says otherwise. Owned by the test, which closes it. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path binary;
  private final int port;
  private final Path folder;
  private final List<String> extraLines;
  private Process process;

  private RedisServer(Path binary, int port, Path folder, List<String> extraLines) {
    this.binary = binary;
    this.port = port;
    this.folder = folder;
    this.extraLines = List.copyOf(extraLines);
    this.process = launch(binary, folder);
  }

  /** Starts a Redis that loses nothing. */
  public static RedisServer start() {
    return start(List.of());
  }

  /**
   * Starts a Redis with these lines behind its settings, where a later line wins.
   *
   * @throws IllegalStateException if there is no redis-server, or it does not answer in time
   */
  public static RedisServer start(List<String> extraLines) {
    try {
      return startIn(Files.createTempDirectory("oceanus-redis"), extraLines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same in a folder that is there and empty, which {@link #close} deletes. */
  public static RedisServer startIn(Path folder, List<String> extraLines) {
    RedisServer server =
        new RedisServer(RedisBinary.find(System.getenv()), Ports.free(), folder, extraLines);
    server.awaitAnswer();
    return server;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code redis://127.0.0.1:port}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Where the append-only files and the log are. */
  public Path folder() {
    return folder;
  }

  /** Process id of the present life. */
  public long pid() {
    return process.pid();
  }

  /** Whether its process lives. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it at once, as SIGKILL does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends it in order. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Starts it again, on the same port and folder, and waits until it answers. */
  public void restart() {
    if (process.isAlive()) {
      stop();
    }
    process = launch(binary, folder);
    awaitAnswer();
  }

  /** Halts it where it stands (SIGSTOP). */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      signal("CONT");
      kill();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch(Path program, Path into) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bind 127.0.0.1",
                "port " + port,
                "dir " + into,
                "logfile " + into.resolve("redis.log"),
                "save \"\"",
                "appendonly yes",
                "appendfsync always",
                "no-appendfsync-on-rewrite no",
                "maxmemory-policy noeviction"));
    lines.addAll(extraLines);
    try {
      Path config = into.resolve("redis.conf");
      Files.write(config, lines);
      return new ProcessBuilder(program.toString(), config.toString())
          .redirectErrorStream(true)
          .redirectOutput(into.resolve("output.log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("redis-server did not answer on " + url() + ": " + log());
      }
      Pause.shortly();
    }
  }

  /** An error is an answer too, unless it is that of a Redis that still reads its data. */
  private boolean answers() {
    DefaultJedisClientConfig plain =
        DefaultJedisClientConfig.builder()
            .resp2()
            .autoNegotiateProtocol(false)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .timeoutMillis(1_000)
            .build();
    try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", port), plain)) {
      jedis.ping();
      return true;
    } catch (JedisConnectionException e) {
      return false;
    } catch (JedisDataException e) {
      return !String.valueOf(e.getMessage()).startsWith("LOADING");
    }
  }

  private String log() {
    try {
      Path output = folder.resolve("redis.log");
      return Files.exists(output)
          ? Files.readString(output)
          : Files.readString(folder.resolve("output.log"));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server " + process.pid() + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for redis-server to end", e);
    }
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " answered " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
