package dev.oceanus.bigquery;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.http.HttpTransportOptions;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The client of one dataset. It is made when it is first asked for, and anew after the credentials
 * were refused, so that a key that comes late or is replaced needs no restart. Thread-safe.
 */
public final class BigQueryConnection {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  /** How long a quota is left alone at least. */
  private static final Duration QUOTA = Duration.ofMinutes(2);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** The client's own, which it does not tell of; whoever asks BigQuery tries again as well. */
  private static final RetrySettings RETRIES =
      RetrySettings.newBuilder()
          .setMaxAttempts(3)
          .setInitialRetryDelayDuration(Duration.ofMillis(250))
          .setRetryDelayMultiplier(2)
          .setMaxRetryDelayDuration(Duration.ofSeconds(1))
          .setInitialRpcTimeoutDuration(TIMEOUT)
          .setRpcTimeoutMultiplier(1)
          .setMaxRpcTimeoutDuration(TIMEOUT)
          .setTotalTimeoutDuration(TIMEOUT)
          .build();

  private final WarehouseConfig.BigQuery config;
  private @Nullable BigQuery client;

  public BigQueryConnection(WarehouseConfig.BigQuery config) {
    this.config = config;
  }

  /** The dataset. */
  public WarehouseConfig.BigQuery config() {
    return config;
  }

  /**
   * The client.
   *
   * @throws WarehouseUnavailableException if there are no credentials now
   */
  public synchronized BigQuery client() {
    BigQuery made = client;
    if (made == null) {
      made = make();
      client = made;
    }
    return made;
  }

  /**
   * Makes one call, and judges its error.
   *
   * @param what what is tried, with the identifier
   * @throws WarehouseUnavailableException saying what to do
   */
  public <T extends @Nullable Object> T during(String what, Function<BigQuery, T> call) {
    try {
      return call.apply(client());
    } catch (BigQueryException e) {
      throw unavailable(what, e);
    }
  }

  /** The error of a call as one that may pass; refused credentials are read anew next time. */
  public WarehouseUnavailableException unavailable(String what, BigQueryException e) {
    BigQueryFailure failure = BigQueryFailure.of(e);
    if (failure == BigQueryFailure.UNAUTHENTICATED) {
      renew();
    }
    return new WarehouseUnavailableException(
        "%s: %s (%s: %s)"
            .formatted(what, failure.advice(config), failure.key(), BigQueryFailure.detail(e)),
        e,
        failure == BigQueryFailure.QUOTA ? QUOTA : null);
  }

  /** Forgets the client, whose credentials were refused; the next one reads them again. */
  public synchronized void renew() {
    client = null;
  }

  /**
   * Credentials of Google's default order, or none for a stand-in.
   *
   * @throws WarehouseUnavailableException if there are none
   */
  public Credentials credentials() {
    if (isStandIn()) {
      return NoCredentials.getInstance();
    }
    try {
      return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
    } catch (IOException e) {
      throw new WarehouseUnavailableException(
          "there are no credentials for BigQuery: attach a service account (Workload Identity), or"
              + " let GOOGLE_APPLICATION_CREDENTIALS name a readable key file",
          e);
    }
  }

  private boolean isStandIn() {
    return config.endpoint().map(URI::getScheme).filter("http"::equals).isPresent();
  }

  private BigQuery make() {
    BigQueryOptions.Builder options =
        BigQueryOptions.newBuilder()
            .setProjectId(config.project())
            .setCredentials(credentials())
            .setRetrySettings(RETRIES)
            .setTransportOptions(
                // The default one warns with a stack trace where Conscrypt is not there.
                HttpTransportOptions.newBuilder()
                    .setHttpTransportFactory(NetHttpTransport::new)
                    .setConnectTimeout((int) TIMEOUT.toMillis())
                    .setReadTimeout((int) TIMEOUT.toMillis())
                    .build());
    config.endpoint().ifPresent(uri -> options.setHost(uri.toString()));
    return options.build().getService();
  }
}
