package dev.oceanus.loader.redis;

import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.redis.RedisVitals;
import dev.oceanus.common.stream.StreamUnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows Redis' memory and disk among the loader's metrics, so that no exporter is needed beside
 * Redis. While Redis cannot be asked they have no value.
 */
public final class RedisWatch implements Component {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration STALE = Duration.ofMinutes(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Supplier<RedisVitals> vitals;
  private final Loop loop;
  private volatile @Nullable RedisVitals last;

  /**
   * @param vitals asks Redis; throws {@link StreamUnavailableException} when it cannot
   * @param nanos the monotonic clock
   */
  public RedisWatch(
      Supplier<RedisVitals> vitals, MeterRegistry registry, LongSupplier nanos, Fatal fatal) {
    this.vitals = vitals;
    this.loop = new Loop(name(), STALE, CLOSE_WITHIN, nanos, this::lookAndRest, fatal);
    gauge(registry, "memory_used_bytes", "Bytes that Redis uses", RedisVitals::memoryUsed);
    gauge(registry, "memory_limit_bytes", "Redis' maxmemory; 0: none", RedisVitals::memoryLimit);
    gauge(
        registry,
        "write_failing",
        "Whether Redis could not write its append-only file",
        now -> now.writeFailing() ? 1 : 0);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<RedisVitals> of) {
    Gauge.builder("oceanus_loader_redis_" + name, this, watch -> watch.value(of))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private double value(ToDoubleFunction<RedisVitals> of) {
    RedisVitals now = last;
    return now == null ? Double.NaN : of.applyAsDouble(now);
  }

  private void lookAndRest() throws InterruptedException {
    look();
    boolean unused = loop.rest(EVERY);
  }

  /** Looks once. */
  void look() {
    try {
      last = vitals.get();
    } catch (StreamUnavailableException e) {
      last = null; // who loads tells of that
    }
  }

  @Override
  public String name() {
    return "loader-redis-watch";
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public Health check() {
    return loop.check();
  }

  @Override
  public void close() {
    loop.close();
  }
}
