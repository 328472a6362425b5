package dev.oceanus.testkit.redis;

import dev.oceanus.testkit.process.Pause;
import dev.oceanus.testkit.process.Ports;
import dev.oceanus.testkit.process.ServerLife;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  private final RedisProgram program;
  private final int port;
  private final Path folder;
  private final List<String> extraLines;
  private ServerLife life;

  private RedisServer(RedisProgram program, int port, Path folder, List<String> extraLines) {
    this.program = program;
    this.port = port;
    this.folder = folder;
    this.extraLines = List.copyOf(extraLines);
    this.life = launch(program, folder);
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
        new RedisServer(RedisProgram.find(System.getenv()), Ports.free(), folder, extraLines);
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
    return life.pid();
  }

  /** Whether its process lives. */
  public boolean isAlive() {
    return life.isAlive();
  }

  /** Ends it at once, as SIGKILL does. */
  public void kill() {
    life.signal("KILL");
    awaitEnd();
  }

  /** Ends it in order. */
  public void stop() {
    life.signal("TERM");
    awaitEnd();
  }

  /** Starts it again, on the same port and folder, and waits until it answers. */
  public void restart() {
    if (life.isAlive()) {
      stop();
    }
    life = launch(program, folder);
    awaitAnswer();
  }

  /** Halts it where it stands (SIGSTOP). */
  public void pause() {
    life.signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    life.signal("CONT");
  }

  /**
   * From now on none of the present life's files may grow beyond this, as if its disk were full.
   * Its next life knows nothing of it.
   */
  public void limitFiles(long bytes) {
    try {
      Process limiting =
          new ProcessBuilder("prlimit", "--pid=" + pid(), "--fsize=" + bytes).inheritIO().start();
      if (limiting.waitFor() != 0) {
        throw new IllegalStateException("prlimit ended with code " + limiting.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    if (life.isAlive()) {
      life.signal("CONT");
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

  private ServerLife launch(RedisProgram from, Path into) {
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
      return from.launch(config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    boolean answered = Pause.until(LIMIT, () -> answers() || !life.isAlive());
    if (!answered || !life.isAlive()) {
      throw new IllegalStateException("redis-server did not answer on " + url() + ": " + log());
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
    if (!life.endsWithin(LIMIT)) {
      throw new IllegalStateException("redis-server " + life.pid() + " did not end");
    }
  }
}
