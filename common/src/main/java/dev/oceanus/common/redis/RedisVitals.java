package dev.oceanus.common.redis;

import dev.oceanus.common.stream.StreamUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What Redis tells of its memory and its disk.
 *
 * @param memoryUsed bytes
 * @param memoryLimit bytes, its {@code maxmemory}; 0 for none
 * @param writeFailing whether its last write to the append-only file, or the last rewriting of it,
 *     failed
 */
public record RedisVitals(long memoryUsed, long memoryLimit, boolean writeFailing) {
  /**
   * Asks; of a cluster, each node, and answers for the one that is fullest.
   *
   * @throws StreamUnavailableException when Redis cannot be asked now
   */
  public static RedisVitals of(UnifiedJedis redis) {
    try {
      List<RedisVitals> all = new ArrayList<>();
      if (redis instanceof RedisClusterClient cluster) {
        for (ConnectionPool node : cluster.getClusterNodes().values()) {
          try (Connection connection = node.getResource()) {
            all.add(read(connection.executeCommand(Command.INFO)));
          }
        }
      } else {
        all.add(read(redis.info()));
      }
      boolean failing = all.stream().anyMatch(RedisVitals::writeFailing);
      RedisVitals fullest =
          all.stream()
              .max(Comparator.comparingDouble(RedisVitals::share))
              .orElseThrow(() -> new JedisException("no node is known"));
      return new RedisVitals(fullest.memoryUsed, fullest.memoryLimit, failing);
    } catch (JedisException e) {
      throw new StreamUnavailableException(
          "asking Redis how it is: " + RedisFailure.of(e).key(), e);
    }
  }

  private double share() {
    return memoryLimit == 0 ? 0 : (double) memoryUsed / memoryLimit;
  }

  private static RedisVitals read(Object answer) {
    if (!(answer instanceof byte[] bytes)) {
      throw new JedisException("INFO answered no text");
    }
    return read(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Reads the answer to INFO. What it does not tell is 0, or not failing. */
  static RedisVitals read(String info) {
    Map<String, String> lines = new HashMap<>();
    info.lines()
        .filter(line -> line.indexOf(':') > 0)
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
    boolean failing =
        "err".equals(lines.get("aof_last_write_status"))
            || "err".equals(lines.get("aof_last_bgrewrite_status"));
    return new RedisVitals(
        Long.parseLong(lines.getOrDefault("used_memory", "0")),
        Long.parseLong(lines.getOrDefault("maxmemory", "0")),
        failing);
  }
}
