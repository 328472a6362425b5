package dev.oceanus.pubsub;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import dev.oceanus.common.bus.BusUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The topic of live events, the notifier's subscription, and the topic and subscription that keep
 * what it cannot take. Makes what is missing and adds what a subscription lacks; what somebody has
 * set otherwise stays, and nothing is deleted. Thread-safe.
 */
public final class PubSubTopics {
  private static final int ACK_SECONDS = 60;
  private static final int ATTEMPTS = 50;
  private static final Duration KEPT = seconds(7 * 24 * 3_600);
  private static final RetryPolicy RETRIES =
      RetryPolicy.newBuilder().setMinimumBackoff(seconds(5)).setMaximumBackoff(seconds(60)).build();

  private final PubSubConfig config;

  public PubSubTopics(PubSubConfig config) {
    this.config = config;
  }

  /**
   * What is to be done, or was.
   *
   * @param steps in words, in their order
   * @param conflicts what is there and cannot be made to fit, in words; nothing is done about it
   */
  public record Plan(List<String> steps, List<String> conflicts) {
    public Plan {
      steps = List.copyOf(steps);
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * What {@link #apply} would do.
   *
   * @throws BusUnavailableException saying what keeps Pub/Sub from being asked
   */
  public Plan plan() {
    try (Clients clients = open()) {
      return found(clients).plan();
    }
  }

  /**
   * Does what is to be done; may be broken off anywhere, and done again.
   *
   * @return what was done
   * @throws BusUnavailableException saying what keeps it from being done
   */
  public Plan apply() {
    try (Clients clients = open()) {
      Found found = found(clients);
      for (Step step : found.steps) {
        making(step.what, step.doing);
      }
      return found.plan();
    }
  }

  private record Step(String what, Runnable doing) {}

  private record Found(List<Step> steps, List<String> conflicts) {
    Plan plan() {
      return new Plan(steps.stream().map(Step::what).toList(), conflicts);
    }
  }

  private Found found(Clients clients) {
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    topic(clients, config.topicPath(), found);
    topic(clients, config.deadLetterTopicPath(), found);
    Subscription.Builder plain =
        Subscription.newBuilder()
            .setAckDeadlineSeconds(ACK_SECONDS)
            .setMessageRetentionDuration(KEPT)
            .setExpirationPolicy(ExpirationPolicy.getDefaultInstance()); // never
    if (!config.isEmulator()) { // which then loses what is not acknowledged in time three times
      plain.setRetryPolicy(RETRIES);
    }
    subscription(
        clients,
        plain
            .clone()
            .setName(config.deadLetterSubscriptionPath())
            .setTopic(config.deadLetterTopicPath())
            .build(),
        found);
    subscription(
        clients,
        plain
            .setName(config.subscriptionPath())
            .setTopic(config.topicPath())
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(config.deadLetterTopicPath())
                    .setMaxDeliveryAttempts(ATTEMPTS))
            .build(),
        found);
    return found;
  }

  private void topic(Clients clients, String path, Found found) {
    if (asked("looking for " + path, () -> clients.topics.getTopic(path)).isEmpty()) {
      found.steps.add(
          new Step(
              "create topic " + path,
              () -> {
                Topic unused = clients.topics.createTopic(path);
              }));
    }
  }

  private void subscription(Clients clients, Subscription wanted, Found found) {
    String path = wanted.getName();
    Optional<Subscription> there =
        asked("looking for " + path, () -> clients.subscriptions.getSubscription(path));
    if (there.isEmpty()) {
      found.steps.add(
          new Step(
              "create subscription " + path + " of " + wanted.getTopic(),
              () -> {
                Subscription unused = clients.subscriptions.createSubscription(wanted);
              }));
      return;
    }
    if (!there.get().getTopic().equals(wanted.getTopic())) {
      found.conflicts.add(
          "%s is a subscription of %s, not of %s; delete it, or name another one"
              .formatted(path, there.get().getTopic(), wanted.getTopic()));
      return;
    }
    List<String> lacking = lacking(there.get(), wanted);
    if (!lacking.isEmpty()) {
      UpdateSubscriptionRequest request =
          UpdateSubscriptionRequest.newBuilder()
              .setSubscription(wanted)
              .setUpdateMask(FieldMask.newBuilder().addAllPaths(lacking))
              .build();
      found.steps.add(
          new Step(
              "set " + String.join(", ", lacking) + " of subscription " + path,
              () -> {
                Subscription unused = clients.subscriptions.updateSubscription(request);
              }));
    }
  }

  private List<String> lacking(Subscription there, Subscription wanted) {
    List<String> lacking = new ArrayList<>();
    if (there.getExpirationPolicy().hasTtl()) {
      lacking.add("expiration_policy");
    }
    if (wanted.hasRetryPolicy() && !there.hasRetryPolicy()) {
      lacking.add("retry_policy");
    }
    if (wanted.hasDeadLetterPolicy() && !there.hasDeadLetterPolicy()) {
      lacking.add("dead_letter_policy");
    }
    return lacking;
  }

  /** The answer, or empty where what was asked for is not there. */
  private <T> Optional<T> asked(String what, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (ApiException e) {
      if (PubSubFailure.of(e) == PubSubFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw unavailable(what, e);
    }
  }

  /** What somebody else has made meanwhile is made. */
  private void making(String what, Runnable call) {
    try {
      call.run();
    } catch (ApiException e) {
      if (PubSubFailure.of(e) != PubSubFailure.EXISTS) {
        throw unavailable("trying to " + what, e);
      }
    }
  }

  private BusUnavailableException unavailable(String what, Exception e) {
    PubSubFailure failure = PubSubFailure.of(e);
    String message =
        failure == PubSubFailure.DENIED
            ? "%s: grant whoever does this roles/pubsub.editor on the project %s (%s)"
                .formatted(what, config.project(), PubSubFailure.detail(e))
            : failure.told(what, config, e);
    return new BusUnavailableException(message, e);
  }

  private Clients open() {
    try {
      return AdminClients.open(new PubSubConnection(config));
    } catch (IOException e) {
      throw new BusUnavailableException(
          "there are no credentials for Pub/Sub: log in with gcloud auth application-default login,"
              + " or let GOOGLE_APPLICATION_CREDENTIALS name a readable key file",
          e);
    }
  }

  /** Both clients, for as long as they are needed. */
  record Clients(TopicAdminClient topics, SubscriptionAdminClient subscriptions)
      implements AutoCloseable {
    @Override
    public void close() {
      subscriptions.shutdownNow();
      topics.shutdownNow();
    }
  }

  private static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }
}
