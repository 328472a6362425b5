package dev.oceanus.pubsub;

import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Lifecycle;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.log.Repeats;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Hands what a subscription gets to a listener, and acknowledges what the listener has taken. Each
 * of a few threads asks for some messages and for no more until it is done with them, so that no
 * more are held than the limits allow; whatever is held at the end is delivered again. Goes on
 * asking while Pub/Sub, the subscription or a permission is not there.
 */
public final class PubSubFeed implements Component {
  private static final Duration STALE = Duration.ofMinutes(3);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final List<FeedReader> readers = new ArrayList<>();
  private final List<Loop> loops = new ArrayList<>();
  private final Lateness lateness;
  private final Lifecycle lifecycle;

  /**
   * How much it holds and does at the same time. Pub/Sub gives about 10 MB at a time at most.
   *
   * @param events that each thread asks for at a time
   * @param threads that call the listener
   */
  public record Limits(int events, int threads) {
    /** For a listener that asks Redis. */
    public static final Limits USUAL = new Limits(100, 4);
  }

  /** What the process provides. */
  public record Parts(
      MeterRegistry registry,
      RandomGenerator random,
      Clock clock,
      LongSupplier nanos,
      Fatal fatal) {}

  public PubSubFeed(PubSubConfig config, Limits limits, EventListener listener, Parts parts) {
    PubSubConnection connection = new PubSubConnection(config);
    Repeats repeats = new Repeats(parts.nanos);
    lateness = new Lateness(parts.registry, parts.nanos);
    for (int i = 0; i < limits.threads; i++) {
      FeedReader reader =
          new FeedReader(connection, limits.events, listener, parts, lateness, repeats);
      readers.add(reader);
      loops.add(new Loop(name() + "-" + i, STALE, CLOSE, parts.nanos, reader::step, parts.fatal));
    }
    this.lifecycle = new Lifecycle(loops);
  }

  @Override
  public String name() {
    return "pubsub-feed";
  }

  @Override
  public void start() {
    lifecycle.start();
  }

  @Override
  public Health check() {
    Health health = Loop.check(loops);
    if (!health.ready()) {
      return health;
    }
    return readers.stream()
        .flatMap(reader -> reader.failure().stream())
        .findFirst()
        .map(failure -> Health.degraded("Pub/Sub: " + failure.key()))
        .orElseGet(lateness::check);
  }

  @Override
  public void close() {
    readers.forEach(FeedReader::end);
    lifecycle.close();
    readers.forEach(FeedReader::close);
  }
}
