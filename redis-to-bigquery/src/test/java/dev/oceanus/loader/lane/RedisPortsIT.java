package dev.oceanus.loader.lane;

import dev.oceanus.common.redis.RedisClients;
import dev.oceanus.loader.Loader;
import dev.oceanus.loader.memory.MemoryWarehouse;
import dev.oceanus.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import redis.clients.jedis.UnifiedJedis;

class RedisPortsIT extends LanePortsContract {
  private static final RedisServer server = RedisServer.start();
  private static final UnifiedJedis redis =
      RedisClients.standalone(URI.create(server.url()), null, Duration.ofSeconds(2));

  private final LanePorts ports = Loader.ports(redis, new MemoryWarehouse());

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  @Override
  LanePorts ports() {
    return ports;
  }

  /** By the clock that ends leases. */
  @Override
  void pass(Duration time) {
    long until = now() + time.toMillis();
    Awaitility.await().until(() -> now() > until);
  }

  private static long now() {
    return Long.parseLong(
        redis
            .eval("local t = redis.call('TIME') return t[1] .. string.format('%03d', t[2] / 1000)")
            .toString());
  }
}
