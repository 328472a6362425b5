package dev.oceanus.pubsub;

import com.google.api.core.ApiFuture;
import com.google.api.gax.batching.BatchingSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The client that publishes. It is made when it is first asked for, and anew after the credentials
 * were refused or nothing was answered several times running, since a channel that could not
 * connect waits up to two minutes before it tries again. All of its threads are daemons.
 * Thread-safe.
 */
final class PublishClient implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final int FAILURES = 3;

  private final PubSubConnection connection;
  private @Nullable TopicAdminClient client;
  private int failures;

  PublishClient(PubSubConnection connection) {
    this.connection = connection;
  }

  /**
   * Sends one request, once: whoever asks tries again, and knows what may be published twice.
   *
   * @throws IOException if there are no credentials now
   */
  ApiFuture<PublishResponse> publish(Iterable<PubsubMessage> messages) throws IOException {
    PublishRequest request =
        PublishRequest.newBuilder()
            .setTopic(connection.config().topicPath())
            .addAllMessages(messages)
            .build();
    return get().publishCallable().futureCall(request);
  }

  private synchronized TopicAdminClient get() throws IOException {
    TopicAdminClient made = client;
    if (made == null) {
      made = make();
      client = made;
    }
    return made;
  }

  private TopicAdminClient make() throws IOException {
    TopicAdminSettings.Builder settings =
        TopicAdminSettings.newBuilder()
            .setCredentialsProvider(connection.credentials())
            .setTransportChannelProvider(connection.channels());
    settings
        .publishSettings()
        .setBatchingSettings(BatchingSettings.newBuilder().setIsEnabled(false).build())
        .setSimpleTimeoutNoRetriesDuration(CALL);
    return TopicAdminClient.create(settings.build());
  }

  /** Something was answered. */
  synchronized void answered() {
    failures = 0;
  }

  /** Nothing was answered. */
  synchronized void unanswered() {
    if (++failures >= FAILURES) {
      renew();
    }
  }

  /** Forgets the client; the next one reads the credentials again. */
  synchronized void renew() {
    TopicAdminClient made = client;
    client = null;
    failures = 0;
    if (made != null) {
      made.shutdownNow();
    }
  }

  @Override
  public void close() {
    renew();
  }
}
