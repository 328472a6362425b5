package dev.oceanus.notifier.sheets;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.http.GuardedHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service account, by a key file as Google gives it. Thread-safe. */
public final class ServiceAccount implements Tokens {
  private static final String SCOPE = "https://www.googleapis.com/auth/spreadsheets";

  private final ServiceAccountCredentials read;
  private volatile ServiceAccountCredentials current;

  private ServiceAccount(ServiceAccountCredentials read) {
    this.read = read;
    this.current = fresh(read);
  }

  /**
   * Reads a key file; asks nobody.
   *
   * @param key its content, JSON
   * @param http asks Google for tokens
   * @throws IllegalArgumentException saying the rule that it breaks, without the key
   */
  @SuppressWarnings("UnusedException") // its text may repeat the key
  public static ServiceAccount of(Secret key, GuardedHttp http) {
    try {
      return new ServiceAccount(
          ServiceAccountCredentials.fromStream(
              new ByteArrayInputStream(key.reveal().getBytes(StandardCharsets.UTF_8)),
              () -> new GuardedTransport(http)));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("must hold the JSON key of a Google service account");
    }
  }

  /** Whom a spreadsheet has to be shared with. */
  public String email() {
    return read.getClientEmail();
  }

  @Override
  public String bearer() throws IOException {
    ServiceAccountCredentials credentials = current;
    credentials.refreshIfExpired();
    @Nullable AccessToken token = credentials.getAccessToken();
    if (token == null) {
      throw new IOException("no token");
    }
    return token.getTokenValue();
  }

  @Override
  public void renew() {
    current = fresh(read);
  }

  /** Without retries of its own: who sends the notice has a time to keep, and tries again. */
  private static ServiceAccountCredentials fresh(ServiceAccountCredentials read) {
    return ((ServiceAccountCredentials) read.createScoped(List.of(SCOPE)))
        .createWithCustomRetryStrategy(false);
  }
}
