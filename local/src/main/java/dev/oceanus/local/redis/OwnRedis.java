package dev.oceanus.local.redis;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.life.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis of our own that loses nothing it has confirmed. Started first and ended last. When it
 * ends by itself it is started again on the same port; when it keeps ending, the process does.
 */
public final class OwnRedis implements Component {
  private static final Logger logger = LoggerFactory.getLogger(OwnRedis.class);
  private static final Duration READING_LIMIT = Duration.ofMinutes(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration STEADY = Duration.ofSeconds(30);
  private static final Backoff RESTART = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private static final int RESTARTS = 6;

  private final RedisProgram program;
  private final Path folder;
  private final int port;
  private final Fatal fatal;
  private final Loop watch;
  private volatile @Nullable GuardedRedis life;
  private volatile boolean answering;
  private long startedAt;
  private int ends;

  /**
   * @param folder where it keeps its files; made where it is missing
   * @param port on 127.0.0.1
   */
  public OwnRedis(RedisProgram program, Path folder, int port, Fatal fatal) {
    this.program = program;
    this.folder = folder;
    this.port = port;
    this.fatal = fatal;
    this.watch =
        new Loop(
            "redis-watch",
            READING_LIMIT.plusMinutes(1),
            Duration.ofSeconds(1),
            System::nanoTime,
            this::watch,
            fatal);
  }

  @Override
  public String name() {
    return "own-redis";
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(folder);
      endEarlier();
      Files.write(config(), settings());
      launch();
    } catch (IOException e) {
      throw new StartException(
          "Redis (%s) cannot be started in %s: %s"
              .formatted(program.file(), folder, e.getMessage()),
          e);
    }
    if (!answering) {
      throw new StartException(
          "Redis (%s) did not start: %s".formatted(program.file(), lastWords()));
    }
    watch.start();
  }

  private Path config() {
    return folder.resolve("redis.conf");
  }

  private List<String> settings() {
    return List.of(
        "bind 127.0.0.1",
        "protected-mode yes",
        "port " + port,
        "dir " + quoted(folder),
        "pidfile " + quoted(folder.resolve("redis.pid")),
        "logfile " + quoted(folder.resolve("redis.log")),
        "loglevel notice",
        // The next life knows this one by its command line.
        "set-proc-title no",
        "appendonly yes",
        "appendfsync always",
        "no-appendfsync-on-rewrite no",
        "aof-load-truncated yes",
        "maxmemory-policy noeviction",
        "save \"\"");
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void endEarlier() {
    EarlierRedis.end(folder.resolve("redis.pid"), config(), STOP_LIMIT);
  }

  private void launch() throws IOException {
    GuardedRedis started = GuardedRedis.start(program.file(), config(), port);
    life = started;
    startedAt = System.nanoTime();
    answering = started.awaitAnswer(READING_LIMIT);
  }

  /** One look at it; starts it again if it has ended. */
  private void watch() throws InterruptedException {
    GuardedRedis current = life;
    if (current == null || !current.endedWithin(LOOK) || watch.closing()) {
      return;
    }
    answering = false;
    ends = System.nanoTime() - startedAt > STEADY.toNanos() ? 1 : ends + 1;
    if (ends > RESTARTS) {
      fatal.report(
          "Redis keeps ending",
          new IllegalStateException("code " + current.exitCode() + ": " + lastWords()));
      life = null;
      return;
    }
    logger.warn(
        "Redis (process {}) ended with code {}; starting it again",
        current.pid(),
        current.exitCode());
    if (!Retry.pause(RESTART.after(ends, ThreadLocalRandom.current()))) {
      return;
    }
    try {
      endEarlier(); // it may be only the guard that has ended
      launch();
      if (answering) {
        logger.warn("Redis is back");
      }
    } catch (IOException e) {
      fatal.report("starting Redis again", e);
    }
  }

  /** The last line of its log. */
  private String lastWords() {
    for (String name : List.of("redis.log", "output.log")) {
      try {
        List<String> lines = Files.readAllLines(folder.resolve(name));
        if (!lines.isEmpty()) {
          return "'" + lines.getLast() + "' (" + folder.resolve(name) + ")";
        }
      } catch (IOException e) {
        logger.debug("no {}", name, e);
      }
    }
    return "it left no log in " + folder;
  }

  @Override
  public Health check() {
    Health watched = watch.check();
    if (!watched.live()) {
      return watched;
    }
    return answering ? Health.READY : Health.notReady("Redis does not run");
  }

  @Override
  public void close() {
    watch.close();
    GuardedRedis current = life;
    life = null;
    answering = false;
    if (current != null) {
      current.stop(STOP_LIMIT);
    }
  }
}
