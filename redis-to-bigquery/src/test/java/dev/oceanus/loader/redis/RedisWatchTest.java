package dev.oceanus.loader.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.redis.RedisVitals;
import dev.oceanus.common.stream.StreamUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RedisWatchTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private Supplier<RedisVitals> redis = () -> new RedisVitals(7, 9, true);
  private final RedisWatch watch =
      new RedisWatch(
          () -> redis.get(),
          registry,
          System::nanoTime,
          (what, cause) -> {
            throw new AssertionError(what, cause);
          });

  @Test
  void showsWhatRedisTells() {
    watch.look();
    assertThat(gauge("memory_used_bytes")).isEqualTo(7);
    assertThat(gauge("memory_limit_bytes")).isEqualTo(9);
    assertThat(gauge("write_failing")).isEqualTo(1);
  }

  @Test
  void showsNothingWhileRedisCannotBeAsked() {
    assertThat(gauge("memory_used_bytes")).isNaN();
    watch.look();
    redis =
        () -> {
          throw new StreamUnavailableException("away", new IllegalStateException("away"));
        };
    watch.look();
    assertThat(gauge("memory_used_bytes")).isNaN();
    assertThat(gauge("write_failing")).isNaN();
  }

  private double gauge(String name) {
    return registry.get("oceanus_loader_redis_" + name).gauge().value();
  }
}
