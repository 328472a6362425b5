package dev.oceanus.pubsub;

import com.google.api.core.ApiFuture;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The client of one thread that reads a subscription. Not thread-safe. */
final class PullClient implements AutoCloseable {
  /** Pub/Sub answers before, with nothing if there is nothing. */
  private static final Duration PULL = Duration.ofMinutes(2);

  private static final Duration CALL = Duration.ofSeconds(10);

  /** After which the emulator gives out again what was given back; it has no policy for that. */
  private static final int PAUSE_SECONDS = 5;

  private final SubscriptionAdminClient client;
  private final String subscription;
  private final boolean emulator;

  /**
   * @throws IOException if there are no credentials now
   */
  PullClient(PubSubConnection connection) throws IOException {
    SubscriptionAdminSettings.Builder settings =
        SubscriptionAdminSettings.newBuilder()
            .setCredentialsProvider(connection.credentials())
            .setTransportChannelProvider(connection.channels());
    settings.pullSettings().setSimpleTimeoutNoRetriesDuration(PULL);
    settings.acknowledgeSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    settings.modifyAckDeadlineSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    this.client = SubscriptionAdminClient.create(settings.build());
    this.subscription = connection.config().subscriptionPath();
    this.emulator = connection.config().isEmulator();
  }

  /** Asks for at most so many messages; answered when there is one, or after a while. */
  ApiFuture<PullResponse> pull(int most) {
    return client
        .pullCallable()
        .futureCall(
            PullRequest.newBuilder().setSubscription(subscription).setMaxMessages(most).build());
  }

  /** These are done with. */
  void acknowledge(List<String> ids) {
    if (!ids.isEmpty()) {
      client.acknowledge(subscription, ids);
    }
  }

  /** These are to come again, after a while. */
  void giveBack(List<String> ids) {
    if (!ids.isEmpty()) {
      client.modifyAckDeadline(subscription, ids, emulator ? PAUSE_SECONDS : 0);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
