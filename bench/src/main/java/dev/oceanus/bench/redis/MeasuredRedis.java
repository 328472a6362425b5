package dev.oceanus.bench.redis;

import dev.oceanus.bench.process.Measured;
import dev.oceanus.bench.process.Memory;
import dev.oceanus.bench.process.Watched;
import dev.oceanus.bench.process.Workspace;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.common.redis.RedisKeys;
import dev.oceanus.common.stream.Shard;
import dev.oceanus.testkit.redis.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/**
 * A Redis of this run with the settings that the collector insists on, {@code appendfsync always}
 * among them, and its files in the run's folder. Thread-safe but for {@link #reset()}.
 */
public final class MeasuredRedis implements Measured, AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** What the README recommends besides what is required. */
  private static final List<String> RECOMMENDED =
      List.of("rdbcompression no", "auto-aof-rewrite-min-size 256mb");

  private static final Duration LOOK = Duration.ofMillis(10);

  private final RedisServer server;
  private final Watched process;
  private final UnifiedJedis client;

  private MeasuredRedis(RedisServer server) {
    this.server = server;
    this.process = Watched.of(server.pid());
    this.client = RedisClients.standalone(URI.create(server.url()), null, LIMIT);
  }

  /** Starts one. */
  public static MeasuredRedis start(Workspace workspace) {
    Path folder = workspace.folder("redis");
    List<String> lines = new ArrayList<>(RECOMMENDED);
    lines.add("dir " + folder);
    RedisServer server = workspace.own(RedisServer.start(lines));
    return workspace.own(new MeasuredRedis(server));
  }

  /** Where it listens. */
  public String url() {
    return server.url();
  }

  /** A client of it. */
  public UnifiedJedis client() {
    return client;
  }

  /** Number of entries of a stream. */
  public long length(Shard shard) {
    return client.xlen(RedisKeys.events(shard));
  }

  /** Empties it and its append-only file, so that each round begins with the same state. */
  public void reset() {
    client.flushAll();
    client.executeCommand(new CommandArguments(Command.BGREWRITEAOF));
    awaitRewritten();
  }

  /** Waits until no rewrite of the append-only file runs or is to run. */
  public void awaitRewritten() {
    long begun = System.nanoTime();
    while (info("aof_rewrite_in_progress") + info("aof_rewrite_scheduled") > 0) {
      if (System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new IllegalStateException("Redis rewrites its append-only file since " + LIMIT);
      }
      Retry.pause(LOOK);
    }
  }

  /** A number out of INFO. */
  public long info(String name) {
    return client
        .info()
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Redis' INFO has no " + name));
  }

  @Override
  public long cpuMicros() {
    return process.cpuMicros();
  }

  @Override
  public Memory memory() {
    return process.memory();
  }

  @Override
  public void close() {
    client.close();
  }
}
