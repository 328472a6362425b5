package dev.oceanus.pubsub;

import com.google.api.core.ApiFuture;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.DeadlineExceededException;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventListener;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.log.Repeats;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread's share of a feed. Its steps are made by that thread alone. */
final class FeedReader {
  private static final Logger logger = LoggerFactory.getLogger(FeedReader.class);
  private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final long LOOK_MILLIS = 200;

  /** What is not handled by then is given back, before Pub/Sub takes it for lost at 60 s. */
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final PubSubConnection connection;
  private final PubSubConfig config;
  private final int most;
  private final EventListener listener;
  private final RandomGenerator random;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Lateness lateness;
  private final Repeats repeats;
  private final Map<Fate, Counter> counters = new EnumMap<>(Fate.class);
  private final CountDownLatch ending = new CountDownLatch(1);
  private @Nullable PullClient client;
  private int failures;
  private volatile @Nullable PubSubFailure failure;

  /** What became of a message. */
  private enum Fate {
    /** Acknowledged. */
    TAKEN,
    /** It is to come again. */
    AGAIN,
    /** The listener failed; it comes again, and is a dead letter some day. */
    FAILED,
    /** No relay has published it; it is a dead letter some day. */
    FOREIGN;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  FeedReader(
      PubSubConnection connection,
      int most,
      EventListener listener,
      PubSubFeed.Parts parts,
      Lateness lateness,
      Repeats repeats) {
    this.connection = connection;
    this.config = connection.config();
    this.most = most;
    this.listener = listener;
    this.random = parts.random();
    this.clock = parts.clock();
    this.nanos = parts.nanos();
    this.lateness = lateness;
    this.repeats = repeats;
    for (Fate fate : Fate.values()) {
      counters.put(
          fate,
          Counter.builder("oceanus_pubsub_feed_events_total")
              .description("Live events that came by the subscription")
              .tag("fate", fate.key())
              .register(parts.registry()));
    }
  }

  /** What keeps it from reading now. */
  Optional<PubSubFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** It is to end soon. */
  void end() {
    ending.countDown();
  }

  /** Makes one request, and handles what comes of it. */
  void step() throws InterruptedException {
    try {
      PullClient open = open();
      Optional<PullResponse> answer = answered(open.pull(most));
      if (answer.isPresent()) {
        handle(open, answer.get().getReceivedMessagesList());
      }
      failures = 0;
      failure = null;
    } catch (ApiException | IOException | BusUnavailableException e) {
      failed(e);
    }
  }

  private PullClient open() throws IOException {
    PullClient made = client;
    if (made == null) {
      if (config.isEmulator()) {
        PubSubTopics.Plan unused = new PubSubTopics(config).apply();
      }
      made = new PullClient(connection);
      client = made;
    }
    return made;
  }

  /** Empty if it is to end, or there was nothing for long. */
  private Optional<PullResponse> answered(ApiFuture<PullResponse> future)
      throws InterruptedException {
    while (ending.getCount() > 0) {
      try {
        return Optional.of(future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        // looks whether it is to end, and goes on waiting
      } catch (ExecutionException e) {
        if (e.getCause() instanceof DeadlineExceededException) {
          return Optional.empty(); // a broken connection is noticed by its own pings
        }
        if (e.getCause() instanceof ApiException failed) {
          throw failed;
        }
        throw new BusUnavailableException("reading " + config.subscriptionPath(), e.getCause());
      }
    }
    boolean unused = future.cancel(true);
    return Optional.empty();
  }

  private void handle(PullClient open, List<ReceivedMessage> messages) {
    long begun = nanos.getAsLong();
    messages.stream()
        .map(each -> Messages.published(each.getMessage()))
        .max(Comparator.naturalOrder())
        .ifPresent(latest -> lateness.came(Duration.between(latest, clock.instant())));
    List<String> taken = new ArrayList<>();
    List<String> again = new ArrayList<>();
    for (ReceivedMessage each : messages) {
      boolean late = ending.getCount() == 0 || nanos.getAsLong() - begun > LONGEST.toNanos();
      Fate fate = late ? Fate.AGAIN : fate(each.getMessage());
      (fate == Fate.TAKEN ? taken : again).add(each.getAckId());
      Counter counter = counters.get(fate);
      if (counter != null) {
        counter.increment();
      }
    }
    open.acknowledge(taken);
    open.giveBack(again);
  }

  private Fate fate(PubsubMessage message) {
    Optional<LiveEvent> event = Messages.event(message);
    if (event.isEmpty()) {
      if (repeats.pass("foreign").isPresent()) {
        logger.warn(
            "message {} of {} is no live event; it is refused",
            message.getMessageId(),
            config.subscriptionPath());
      }
      return Fate.FOREIGN;
    }
    try {
      return listener.take(event.get(), Messages.published(message)) ? Fate.TAKEN : Fate.AGAIN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      return Fate.AGAIN;
    } catch (RuntimeException e) { // of one event: others are not to wait for it
      if (repeats.pass("failed").isPresent()) {
        logger.error("taking message {} failed", message.getMessageId(), e);
      }
      return Fate.FAILED;
    }
  }

  private void failed(Exception e) throws InterruptedException {
    failures++;
    Throwable cause =
        e instanceof BusUnavailableException && e.getCause() != null ? e.getCause() : e;
    PubSubFailure found =
        e instanceof IOException ? PubSubFailure.UNAUTHENTICATED : PubSubFailure.of(cause);
    failure = found;
    if (repeats.pass(found.key()).isPresent()) {
      logger.warn("{}", found.told("reading " + config.subscriptionPath(), config, cause));
    }
    close(); // a channel that could not connect waits for minutes; credentials are read anew
    boolean unused = ending.await(AGAIN.after(failures, random).toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Forgets the client; called by its thread, or when that has ended. */
  void close() {
    PullClient made = client;
    client = null;
    if (made != null) {
      made.close();
    }
  }
}
