package dev.oceanus.pubsub;

import com.google.api.core.ApiFuture;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PubsubMessage;
import dev.oceanus.common.bus.BusUnavailableException;
import dev.oceanus.common.bus.EventBus;
import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.pubsub.Batches.Sized;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to a topic of Pub/Sub, several events a request, each request once: what was not
 * confirmed the caller publishes again. On the emulator, which forgets, it makes the topic and its
 * subscriptions. Thread-safe.
 */
public final class PubSubBus implements EventBus, Component {
  private static final Logger logger = LoggerFactory.getLogger(PubSubBus.class);

  private final PubSubConfig config;
  private final PublishClient client;
  private final PubSubTopics topics;
  private volatile @Nullable PubSubFailure failure;

  public PubSubBus(PubSubConfig config) {
    this.config = config;
    this.client = new PublishClient(new PubSubConnection(config));
    this.topics = new PubSubTopics(config);
  }

  @Override
  public String name() {
    return "pubsub-bus";
  }

  /**
   * Opens the connection, which takes most of a second the first time, by a request without
   * messages. That Pub/Sub does not answer keeps nobody from starting.
   */
  @Override
  public void start() {
    if (config.isEmulator()) {
      prepareEmulator();
    }
    try {
      PublishResponse unused = client.publish(List.of()).get();
      client.answered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | IOException e) {
      Throwable cause = e instanceof IOException ? e : cause(e);
      PubSubFailure found = PubSubFailure.of(cause);
      if (found != PubSubFailure.REFUSED) { // as it must a request without messages
        noted(found);
        logger.warn("{}; events wait", found.told("opening " + config.topicPath(), config, cause));
      }
    }
  }

  private void prepareEmulator() {
    try {
      topics.apply();
    } catch (BusUnavailableException e) {
      logger.warn("{}; asking again", e.getMessage());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where Pub/Sub refuses all of them it is something else, such as the topic, and none is given
   * up.
   */
  @Override
  public List<Refused> publish(List<LiveEvent> events) throws InterruptedException {
    Batches batches = Batches.of(events, config.limits());
    List<Sent> sent = new ArrayList<>();
    for (List<Sized> request : batches.requests()) {
      sent.add(send(request));
    }
    Refusals refusals = new Refusals();
    BusUnavailableException failed = null;
    for (Sent each : sent) {
      try {
        confirm(each, refusals);
      } catch (BusUnavailableException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
    Throwable refused = refusals.cause;
    if (refused != null && !refusals.anyTaken) {
      throw unavailable(refusals.events.size(), refused);
    }
    failure = null;
    Set<LiveEvent> never = new HashSet<>(refusals.events);
    List<Refused> all = new ArrayList<>(batches.refused());
    events.stream()
        .filter(never::contains)
        .forEach(event -> all.add(new Refused(event, Reason.REFUSED)));
    return all;
  }

  /** What Pub/Sub refused of all requests of one call. */
  private static final class Refusals {
    private final List<LiveEvent> events = new ArrayList<>();
    private @Nullable Throwable cause;
    private boolean anyTaken;
  }

  /** A request under way. */
  private record Sent(List<Sized> events, ApiFuture<PublishResponse> answer) {}

  private Sent send(List<Sized> events) {
    List<PubsubMessage> messages = events.stream().map(Sized::message).toList();
    try {
      return new Sent(events, client.publish(messages));
    } catch (IOException e) {
      noted(PubSubFailure.UNAUTHENTICATED);
      throw new BusUnavailableException(
          "there are no credentials for Pub/Sub: attach a service account (Workload Identity), or"
              + " let GOOGLE_APPLICATION_CREDENTIALS name a readable key file",
          e);
    }
  }

  private void confirm(Sent sent, Refusals refusals) throws InterruptedException {
    try {
      PublishResponse answer = sent.answer.get();
      client.answered();
      if (answer.getMessageIdsCount() != sent.events.size()) {
        throw new BusUnavailableException(
            "publishing %d events to %s: %d were confirmed"
                .formatted(sent.events.size(), config.topicPath(), answer.getMessageIdsCount()),
            null);
      }
      refusals.anyTaken = true;
    } catch (ExecutionException e) {
      Throwable cause = cause(e);
      if (PubSubFailure.of(cause) != PubSubFailure.REFUSED) {
        throw unavailable(sent.events.size(), cause);
      }
      refusals.cause = cause;
      if (sent.events.size() == 1) {
        refusals.events.add(sent.events.getFirst().event());
      } else {
        for (Sized each : sent.events) { // finds out which are at fault
          confirm(send(List.of(each)), refusals);
        }
      }
    }
  }

  private BusUnavailableException unavailable(int events, Throwable cause) {
    PubSubFailure found = PubSubFailure.of(cause);
    noted(found);
    switch (found) {
      case UNREACHABLE -> client.unanswered();
      case UNAUTHENTICATED -> client.renew();
      case NOT_FOUND -> {
        if (config.isEmulator()) {
          prepareEmulator();
        }
      }
      case QUOTA, DENIED, EXISTS, REFUSED -> {}
    }
    return new BusUnavailableException(
        found.told(
            "publishing %d events to %s".formatted(events, config.topicPath()), config, cause),
        cause);
  }

  private void noted(PubSubFailure found) {
    failure = found;
  }

  private static Throwable cause(Exception e) {
    return e.getCause() == null ? e : e.getCause();
  }

  @Override
  public Health check() {
    PubSubFailure now = failure;
    return now == null ? Health.READY : Health.degraded("Pub/Sub: " + now.key());
  }

  @Override
  public void close() {
    client.close();
  }
}
