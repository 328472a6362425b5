package dev.oceanus.testkit.redis;

import dev.oceanus.testkit.process.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;

/** Three masters as local processes that share all slots by thirds. Owned by the test. */
public final class RedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final int MASTERS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<RedisServer> masters;

  private RedisCluster(List<RedisServer> masters) {
    this.masters = masters;
  }

  /** Starts the masters and waits until each of them finds the cluster whole. */
  public static RedisCluster start() {
    List<RedisServer> masters = new ArrayList<>();
    for (int i = 0; i < MASTERS; i++) {
      masters.add(RedisServer.start(List.of("cluster-enabled yes", "cluster-node-timeout 5000")));
    }
    RedisCluster cluster = new RedisCluster(masters);
    cluster.join();
    return cluster;
  }

  /** {@code redis://127.0.0.1:port} of the first master. */
  public String url() {
    return masters.getFirst().url();
  }

  /** The masters in the order of their slots. */
  public List<RedisServer> masters() {
    return List.copyOf(masters);
  }

  @Override
  public void close() {
    masters.forEach(RedisServer::close);
  }

  private void join() {
    for (int i = 0; i < MASTERS; i++) {
      try (Jedis jedis = new Jedis("127.0.0.1", masters.get(i).port())) {
        jedis.clusterAddSlotsRange(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS - 1);
        jedis.clusterMeet("127.0.0.1", masters.getFirst().port());
      }
    }
    if (!Pause.until(LIMIT, () -> masters.stream().allMatch(RedisCluster::whole))) {
      throw new IllegalStateException("the cluster did not become whole within " + LIMIT);
    }
  }

  private static boolean whole(RedisServer master) {
    try (Jedis jedis = new Jedis("127.0.0.1", master.port())) {
      String info = jedis.clusterInfo();
      return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + MASTERS);
    }
  }
}
