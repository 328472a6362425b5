package dev.oceanus.export.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Retry;
import dev.oceanus.export.targets.TargetException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Cloud Storage's JSON interface. What may pass (408, 429, 5xx, no answer) is tried again
 * after a while that grows; the rest is the caller's. Of one thread.
 */
final class StorageCalls implements AutoCloseable {
  /** No answer: the connection could not be made, or broke off. */
  static final int NO_ANSWER = 0;

  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final int UNAUTHORIZED = 401;
  private static final int LONGEST_DETAIL = 300;

  private final URI endpoint;
  private final @Nullable Credentials credentials;
  private final StorageTerms terms;
  private final RandomGenerator random;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * @param terms how long it is patient
   */
  StorageCalls(StorageTerms terms, RandomGenerator random) {
    this.endpoint = terms.endpoint();
    this.terms = terms;
    this.random = random;
    this.credentials = credentials(endpoint);
  }

  /** None for a stand-in. */
  private static @Nullable Credentials credentials(URI endpoint) {
    if ("http".equals(endpoint.getScheme())) {
      return null;
    }
    try {
      return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
    } catch (IOException e) {
      throw new TargetException(
          "there are no credentials for Cloud Storage: attach a service account (Workload"
              + " Identity), or let GOOGLE_APPLICATION_CREDENTIALS name a readable key file",
          e);
    }
  }

  /** A URI below the endpoint. */
  URI uri(String path) {
    return URI.create(endpoint.toString().replaceFirst("/$", "") + path);
  }

  /**
   * One answer.
   *
   * @param status {@link #NO_ANSWER} if there is none
   * @param header one by its name, or empty
   */
  record Answer(int status, Function<String, String> header, String body) {
    boolean mayPass() {
      return status == NO_ANSWER || status == 408 || status == 429 || status >= 500;
    }

    boolean isGood() {
      return status >= 200 && status < 300;
    }

    /** What Cloud Storage says, in one line. */
    String detail() {
      String line = body.replaceAll("\\s+", " ").strip();
      String cut = line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) : line;
      return status == NO_ANSWER ? "no answer: " + cut : "HTTP " + status + ": " + cut;
    }
  }

  /** Makes a call until it is answered with something that stays. */
  Answer call(Function<URI, HttpRequest.Builder> request, URI uri) {
    Answer answer = once(request.apply(uri));
    for (int failures = 1; answer.mayPass() && failures < terms.tries(); failures++) {
      pause(failures);
      answer = once(request.apply(uri));
    }
    return answer;
  }

  /** Waits after so many failures in a row. */
  void pause(int failures) {
    Backoff backoff = terms.backoff();
    if (!Retry.pause(backoff.after(failures, random))) {
      throw new TargetException("interrupted while waiting for Cloud Storage", null);
    }
  }

  /** Makes a call once; credentials that were refused are renewed, and it is made again. */
  Answer once(HttpRequest.Builder request) {
    Answer answer = send(request);
    if (answer.status() == UNAUTHORIZED && credentials != null) {
      try {
        credentials.refresh();
      } catch (IOException e) {
        return new Answer(NO_ANSWER, name -> "", "no new credentials: " + e.getClass());
      }
      return send(request);
    }
    return answer;
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpRequest.Builder full = request.timeout(terms.timeout());
      if (credentials != null) {
        Map<String, List<String>> metadata = credentials.getRequestMetadata(endpoint);
        metadata.forEach((name, values) -> values.forEach(each -> full.setHeader(name, each)));
      }
      HttpResponse<String> response = client.send(full.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(
          response.statusCode(),
          name -> response.headers().firstValue(name).orElse(""),
          response.body());
    } catch (IOException e) {
      return new Answer(NO_ANSWER, name -> "", String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while Cloud Storage was asked", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
