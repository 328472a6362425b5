package dev.oceanus.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.testkit.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

class RedisVitalsIT {
  @Test
  void tellsOfMemoryAndItsLimit() {
    try (RedisServer server = RedisServer.start(List.of("maxmemory 64mb"));
        UnifiedJedis redis = RedisFixture.client(server)) {
      RedisVitals vitals = RedisVitals.of(redis);
      assertThat(vitals.memoryLimit()).isEqualTo(64L << 20);
      assertThat(vitals.memoryUsed()).isBetween(1L, 64L << 20);
      assertThat(vitals.writeFailing()).isFalse();
    }
  }

  @Test
  void tellsOfADiskThatFails() {
    String info = "used_memory:7\r\nmaxmemory:9\r\naof_last_write_status:%s\r\n";
    assertThat(RedisVitals.read(info.formatted("err"))).isEqualTo(new RedisVitals(7, 9, true));
    assertThat(RedisVitals.read(info.formatted("ok"))).isEqualTo(new RedisVitals(7, 9, false));
    assertThat(RedisVitals.read("aof_last_bgrewrite_status:err\r\n").writeFailing()).isTrue();
  }

  @Test
  void saysWhenItCannotBeAsked() {
    RedisServer server = RedisServer.start();
    try (UnifiedJedis redis = RedisFixture.client(server)) {
      server.close();
      assertThatThrownBy(() -> RedisVitals.of(redis))
          .isInstanceOf(StreamUnavailableException.class)
          .hasMessageStartingWith("asking Redis how it is");
    }
  }
}
