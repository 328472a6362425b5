package dev.oceanus.loader.bigquery.stream;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.ChannelPoolSettings;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client of the Storage Write API. It is made when it is first asked for, and anew after the
 * credentials were refused or nothing was answered several times running, since a channel that
 * could not connect waits up to two minutes before it tries again. What goes on over an older one
 * goes on. All of its threads are daemons. Thread-safe.
 */
public final class WriteClient implements Component {
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);
  private static final int FAILURES = 3;

  /** Google's front ends take 100 calls a connection; each lane holds one, and makes others. */
  private static final ChannelPoolSettings CHANNELS =
      ChannelPoolSettings.builder()
          .setInitialChannelCount(1)
          .setMinChannelCount(1)
          .setMaxChannelCount(8)
          .setMaxRpcsPerChannel(50)
          .build();

  private final BigQueryConnection connection;
  private final Optional<URI> endpoint;
  private @Nullable BigQueryWriteClient client;
  private int failures;

  /**
   * @param endpoint where it is not Google's; one of http is a stand-in and is told no credentials
   */
  public WriteClient(BigQueryConnection connection, Optional<URI> endpoint) {
    this.connection = connection;
    this.endpoint = endpoint;
  }

  @Override
  public String name() {
    return "bigquery-write";
  }

  @Override
  public void start() {}

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public synchronized void close() {
    renew();
  }

  BigQueryConnection connection() {
    return connection;
  }

  /**
   * The client.
   *
   * @throws WarehouseUnavailableException if there are no credentials now
   */
  synchronized BigQueryWriteClient get() {
    BigQueryWriteClient made = client;
    if (made == null) {
      made = make();
      client = made;
    }
    return made;
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
    BigQueryWriteClient made = client;
    client = null;
    failures = 0;
    if (made != null) {
      made.shutdown();
    }
  }

  private BigQueryWriteClient make() {
    try {
      BigQueryWriteSettings.Builder settings =
          BigQueryWriteSettings.newBuilder()
              .setCredentialsProvider(credentials())
              .setTransportChannelProvider(channels());
      endpoint.ifPresent(uri -> settings.setEndpoint(uri.getAuthority()));
      // Whoever asks tries again, and knows what may be asked twice.
      settings.createWriteStreamSettings().setSimpleTimeoutNoRetriesDuration(CALL);
      settings.flushRowsSettings().setSimpleTimeoutNoRetriesDuration(CALL);
      settings.finalizeWriteStreamSettings().setSimpleTimeoutNoRetriesDuration(CALL);
      return BigQueryWriteClient.create(settings.build());
    } catch (IOException e) {
      throw new WarehouseUnavailableException("connecting to the Storage Write API", e);
    }
  }

  private boolean isPlain() {
    return endpoint.map(URI::getScheme).filter("http"::equals).isPresent();
  }

  private CredentialsProvider credentials() {
    return isPlain()
        ? NoCredentialsProvider.create()
        : FixedCredentialsProvider.create(connection.credentials());
  }

  private InstantiatingGrpcChannelProvider channels() {
    InstantiatingGrpcChannelProvider.Builder channels =
        BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
            .setChannelPoolSettings(CHANNELS)
            .setKeepAliveTimeDuration(KEEP_ALIVE)
            .setKeepAliveTimeoutDuration(KEEP_ALIVE)
            .setKeepAliveWithoutCalls(true);
    if (isPlain()) {
      channels.setChannelConfigurator(builder -> builder.usePlaintext());
    }
    return channels.build();
  }
}
