package dev.oceanus.pubsub;

import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import java.io.IOException;
import java.time.Duration;

/** Opens the clients by which topics and subscriptions are looked at and made. */
final class AdminClients {
  private static final Duration CALL = Duration.ofSeconds(20);

  private AdminClients() {}

  /**
   * Both clients.
   *
   * @throws IOException if there are no credentials
   */
  static PubSubTopics.Clients open(PubSubConnection connection) throws IOException {
    TopicAdminSettings.Builder topics =
        TopicAdminSettings.newBuilder()
            .setCredentialsProvider(connection.credentials())
            .setTransportChannelProvider(connection.channels());
    topics.getTopicSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    topics.createTopicSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    SubscriptionAdminSettings.Builder subscriptions =
        SubscriptionAdminSettings.newBuilder()
            .setCredentialsProvider(connection.credentials())
            .setTransportChannelProvider(connection.channels());
    subscriptions.getSubscriptionSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    subscriptions.createSubscriptionSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    subscriptions.updateSubscriptionSettings().setSimpleTimeoutNoRetriesDuration(CALL);
    TopicAdminClient opened = TopicAdminClient.create(topics.build());
    try {
      return new PubSubTopics.Clients(
          opened, SubscriptionAdminClient.create(subscriptions.build()));
    } catch (IOException e) {
      opened.shutdownNow();
      throw e;
    }
  }
}
