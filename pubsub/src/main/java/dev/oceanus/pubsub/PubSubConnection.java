package dev.oceanus.pubsub;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** How Pub/Sub is reached: address, credentials and channels, the same for all of its clients. */
final class PubSubConnection {
  private static final String SCOPE = "https://www.googleapis.com/auth/pubsub";
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  /** A message of 10 MB and its attributes. */
  private static final int LARGEST_ANSWER = 20 << 20;

  private final PubSubConfig config;

  PubSubConnection(PubSubConfig config) {
    this.config = config;
  }

  PubSubConfig config() {
    return config;
  }

  /** Credentials of Google's default order, or none for the emulator. */
  CredentialsProvider credentials() throws IOException {
    return config.isEmulator()
        ? NoCredentialsProvider.create()
        : FixedCredentialsProvider.create(
            GoogleCredentials.getApplicationDefault().createScoped(SCOPE));
  }

  InstantiatingGrpcChannelProvider channels() {
    InstantiatingGrpcChannelProvider.Builder channels =
        InstantiatingGrpcChannelProvider.newBuilder()
            .setEndpoint(endpoint())
            .setMaxInboundMessageSize(LARGEST_ANSWER)
            .setKeepAliveTimeDuration(KEEP_ALIVE)
            .setKeepAliveTimeoutDuration(KEEP_ALIVE)
            .setKeepAliveWithoutCalls(true);
    if (config.isEmulator()) {
      channels.setChannelConfigurator(builder -> builder.usePlaintext());
    }
    return channels.build();
  }

  private String endpoint() {
    return config.endpoint().map(URI::getAuthority).orElse("pubsub.googleapis.com:443");
  }
}
