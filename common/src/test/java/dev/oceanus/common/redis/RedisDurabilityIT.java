package dev.oceanus.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.redis.RedisDurability.Finding;
import dev.oceanus.common.stream.StreamUnavailableException;
import dev.oceanus.testkit.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.UnifiedJedis;

/** RELIABILITY F09: a Redis that may lose what it confirmed is named as such. */
class RedisDurabilityIT {
  @Test
  void findsTheStrictSettingsDurable() {
    try (RedisServer server = RedisServer.start();
        UnifiedJedis redis = RedisFixture.client(server)) {
      assertThat(RedisDurability.check(redis, List.of())).isEqualTo(new Finding.Durable());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "appendonly, no",
    "appendfsync, everysec",
    "appendfsync, no",
    "no-appendfsync-on-rewrite, yes",
    "maxmemory-policy, allkeys-lru"
  })
  void namesTheSettingThatIsNot(String name, String value) {
    try (RedisServer server = RedisServer.start(List.of(name + " " + value));
        UnifiedJedis redis = RedisFixture.client(server)) {
      Finding finding = RedisDurability.check(redis, List.of());
      assertThat(finding).isInstanceOf(Finding.Unsafe.class);
      assertThat(((Finding.Unsafe) finding).faults())
          .singleElement()
          .asString()
          .contains(name)
          .contains("found '" + value + "'");
      assertThat(RedisDurability.check(redis, List.of(name))).isEqualTo(new Finding.Durable());
    }
  }

  @Test
  void saysWhenSettingsAreNotTold() {
    try (RedisServer server = RedisServer.start(List.of("rename-command CONFIG \"\""));
        UnifiedJedis redis = RedisFixture.client(server)) {
      assertThat(RedisDurability.check(redis, List.of())).isEqualTo(new Finding.Closed());
    }
  }

  @Test
  void saysWhenSettingsAreForbidden() {
    List<String> limited = List.of("user default on nopass ~* &* +@all -config");
    try (RedisServer server = RedisServer.start(limited);
        UnifiedJedis redis = RedisFixture.client(server)) {
      assertThat(RedisDurability.check(redis, List.of())).isEqualTo(new Finding.Closed());
    }
  }

  @Test
  void doesNotTakeAWrongPasswordForClosedSettings() {
    try (RedisServer server = RedisServer.start(List.of("requirepass secret"));
        UnifiedJedis redis = RedisFixture.client(server)) {
      assertThatThrownBy(() -> RedisDurability.check(redis, List.of()))
          .isInstanceOf(StreamUnavailableException.class)
          .hasMessageContaining("denied");
    }
  }
}
