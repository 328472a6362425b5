package dev.oceanus.common.redis;

import dev.oceanus.common.stream.StreamUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Checks that Redis is set up to keep what it has confirmed. With {@code everysec} it answers
 * before the write is on disk, and loses acknowledged events even when only its process dies.
 */
public final class RedisDurability {
  /** A setting that must hold. Its name is what an operator allows to be otherwise. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "appendonly", "yes",
          "appendfsync", "always",
          "no-appendfsync-on-rewrite", "no",
          "maxmemory-policy", "noeviction");

  private RedisDurability() {}

  /** The settings that can be allowed to differ, by name. */
  public static Set<String> rules() {
    return REQUIRED.keySet();
  }

  /** What the check found. */
  public sealed interface Finding {
    /** Every setting is as it must be. */
    record Durable() implements Finding {}

    /** Redis does not tell its settings (managed services close CONFIG). */
    record Closed() implements Finding {}

    /**
     * Confirmed events could be lost.
     *
     * @param faults one line for each setting: node, name, rule, value found
     */
    record Unsafe(List<String> faults) implements Finding {}
  }

  /**
   * Asks every master for its settings.
   *
   * @param allowed names of settings that may differ
   * @throws StreamUnavailableException when Redis cannot be asked now
   */
  public static Finding check(UnifiedJedis redis, List<String> allowed) {
    try {
      List<String> faults = new ArrayList<>();
      if (redis instanceof RedisClusterClient cluster) {
        for (Map.Entry<String, ConnectionPool> node : cluster.getClusterNodes().entrySet()) {
          try (Connection connection = node.getValue().getResource()) {
            faults(node.getKey(), settings(connection), allowed, faults);
          }
        }
      } else {
        faults("Redis", redis.configGet(REQUIRED.keySet().toArray(String[]::new)), allowed, faults);
      }
      return faults.isEmpty() ? new Finding.Durable() : new Finding.Unsafe(List.copyOf(faults));
    } catch (JedisException e) {
      return closedOrThrow(e);
    }
  }

  private static Finding closedOrThrow(JedisException e) {
    RedisFailure failure = RedisFailure.of(e);
    boolean noSuchCommand = failure == RedisFailure.MISTAKE;
    boolean notAllowed =
        failure == RedisFailure.DENIED && String.valueOf(e.getMessage()).startsWith("NOPERM");
    if (noSuchCommand || notAllowed) {
      return new Finding.Closed();
    }
    throw new StreamUnavailableException("asking Redis for its settings: " + failure.key(), e);
  }

  private static Map<String, String> settings(Connection connection) {
    Map<String, String> settings = new HashMap<>();
    for (String name : REQUIRED.keySet()) {
      connection.sendCommand(Command.CONFIG, "GET", name);
      List<String> pair = connection.getMultiBulkReply();
      if (pair.size() == 2) {
        settings.put(pair.get(0), pair.get(1));
      }
    }
    return settings;
  }

  private static void faults(
      String node, Map<String, String> found, List<String> allowed, List<String> faults) {
    REQUIRED.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(rule -> !allowed.contains(rule.getKey()))
        .filter(rule -> !rule.getValue().equals(found.get(rule.getKey())))
        .forEach(
            rule ->
                faults.add(
                    "%s: %s must be '%s', found '%s'"
                        .formatted(
                            node, rule.getKey(), rule.getValue(), found.get(rule.getKey()))));
  }
}
