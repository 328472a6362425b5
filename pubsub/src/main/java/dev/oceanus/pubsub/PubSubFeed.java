package dev.oceanus.pubsub;

import com.google.api.core.ApiService;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.InstantiatingExecutorProvider;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.pubsub.v1.PubsubMessage;
import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Fatal;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Loop;
import dev.oceanus.common.log.Repeats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what a subscription gets to a listener, and acknowledges what the listener has taken. Holds
 * no more messages than its limits allow; whatever it holds when it ends is delivered again. Goes
 * on asking while Pub/Sub, the subscription or a permission is not there.
 */
public final class PubSubFeed implements Component {
  private static final Logger logger = LoggerFactory.getLogger(PubSubFeed.class);
  private static final Duration STALE = Duration.ofMinutes(2);
  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_TAKING = Duration.ofMinutes(10);
  private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final PubSubConfig config;
  private final Limits limits;
  private final EventListener listener;
  private final Parts parts;
  private final PubSubConnection connection;
  private final Repeats repeats;
  private final Loop loop;
  private @Nullable Subscriber subscriber;
  private int failures;
  private volatile @Nullable PubSubFailure failure;

  /**
   * How much it holds and does at the same time.
   *
   * @param events at most so many that are not acknowledged
   * @param bytes at most so many of these
   * @param threads that call the listener
   */
  public record Limits(long events, long bytes, int threads) {
    /** For a listener that asks Redis. */
    public static final Limits USUAL = new Limits(1_000, 32L << 20, 8);
  }

  /** What the process provides. */
  public record Parts(
      MeterRegistry registry, RandomGenerator random, LongSupplier nanos, Fatal fatal) {}

  /** What became of a message. */
  private enum Fate {
    /** Acknowledged. */
    TAKEN,
    /** The listener wants it again. */
    AGAIN,
    /** The listener failed; it comes again, and is a dead letter some day. */
    FAILED,
    /** No relay has published it; it is a dead letter some day. */
    FOREIGN;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PubSubFeed(PubSubConfig config, Limits limits, EventListener listener, Parts parts) {
    this.config = config;
    this.limits = limits;
    this.listener = listener;
    this.parts = parts;
    this.connection = new PubSubConnection(config);
    this.repeats = new Repeats(parts.nanos);
    this.loop = new Loop(name(), STALE, CLOSE, parts.nanos, this::look, parts.fatal);
    for (Fate fate : Fate.values()) {
      counter(fate).increment(0);
    }
  }

  private Counter counter(Fate fate) {
    return Counter.builder("oceanus_pubsub_feed_events_total")
        .description("Live events that came by the subscription")
        .tag("fate", fate.key())
        .register(parts.registry);
  }

  @Override
  public String name() {
    return "pubsub-feed";
  }

  @Override
  public void start() {
    loop.start();
  }

  private void look() throws InterruptedException {
    Subscriber running = subscriber;
    if (running != null && running.isRunning()) {
      failures = 0;
      failure = null;
      loop.rest(LOOK);
      return;
    }
    try {
      subscriber = open();
      loop.rest(LOOK);
    } catch (IOException | IllegalStateException | BusUnavailableException e) {
      failed(e.getCause() == null ? e : e.getCause());
      loop.rest(AGAIN.after(failures, parts.random));
    }
  }

  /**
   * @throws IllegalStateException as its cause says, if it does not start
   */
  private Subscriber open() throws IOException {
    if (config.isEmulator()) {
      PubSubTopics.Plan unused = new PubSubTopics(config).apply();
    }
    Subscriber opened =
        Subscriber.newBuilder(config.subscriptionPath(), this::receive)
            .setCredentialsProvider(connection.credentials())
            .setChannelProvider(connection.channels())
            .setExecutorProvider(
                InstantiatingExecutorProvider.newBuilder()
                    .setExecutorThreadCount(limits.threads)
                    .build())
            .setParallelPullCount(1)
            .setMaxAckExtensionPeriodDuration(LONGEST_TAKING)
            .setFlowControlSettings(
                FlowControlSettings.newBuilder()
                    .setMaxOutstandingElementCount(limits.events)
                    .setMaxOutstandingRequestBytes(limits.bytes)
                    .build())
            .build();
    opened.addListener(
        new ApiService.Listener() {
          @Override
          public void failed(ApiService.State from, Throwable e) {
            PubSubFeed.this.failed(e);
          }
        },
        Runnable::run);
    opened.startAsync().awaitRunning();
    return opened;
  }

  private synchronized void failed(Throwable e) {
    failures++;
    PubSubFailure found = PubSubFailure.of(e);
    failure = found;
    if (repeats.pass(found.key()).isPresent()) {
      logger.warn("{}", found.told("reading " + config.subscriptionPath(), config, e));
    }
  }

  private void receive(PubsubMessage message, AckReplyConsumer reply) {
    Fate fate = Fate.FOREIGN;
    Optional<LiveEvent> event = Messages.event(message);
    if (event.isPresent()) {
      fate = take(event.get(), message);
    } else if (repeats.pass("foreign").isPresent()) {
      logger.warn(
          "message {} of {} is no live event; it is refused",
          message.getMessageId(),
          config.subscriptionPath());
    }
    if (fate == Fate.TAKEN) {
      reply.ack();
    } else {
      reply.nack();
    }
    counter(fate).increment();
  }

  private Fate take(LiveEvent event, PubsubMessage message) {
    try {
      return listener.take(event, Messages.published(message)) ? Fate.TAKEN : Fate.AGAIN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Fate.AGAIN;
    } catch (RuntimeException e) { // of one event: others are not to wait for it
      if (repeats.pass("failed").isPresent()) {
        logger.error("taking message {} failed", message.getMessageId(), e);
      }
      return Fate.FAILED;
    }
  }

  @Override
  public Health check() {
    Health health = loop.check();
    PubSubFailure now = failure;
    return health.ready() && now != null ? Health.degraded("Pub/Sub: " + now.key()) : health;
  }

  @Override
  public void close() {
    loop.close();
    Subscriber running = subscriber;
    if (running != null) {
      try {
        running.stopAsync().awaitTerminated(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | IllegalStateException e) {
        logger.info("messages that are being handled are delivered again: {}", e.toString());
      }
    }
  }
}
