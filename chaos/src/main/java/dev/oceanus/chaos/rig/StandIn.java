package dev.oceanus.chaos.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Tells BigQuery's stand-in how to go wrong. What it is told it forgets when it ends. */
public final class StandIn {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String url;

  StandIn(int port) {
    this.url = "http://127.0.0.1:" + port + "/_fake/";
  }

  /**
   * Adds a rule.
   *
   * @param rule as JSON: which calls, and what happens to them
   */
  public void fault(String rule) {
    ask("POST", "faults", rule);
  }

  /** Ends all rules. */
  public void heal() {
    ask("DELETE", "faults", "");
  }

  /**
   * Changes settings.
   *
   * @param patch as JSON; null sets the default again
   */
  public void set(String patch) {
    ask("POST", "settings", patch);
  }

  private void ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(LIMIT)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "%s of %s: the stand-in answered %d: %s"
                .formatted(path, body, response.statusCode(), response.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("asking the stand-in for " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the stand-in", e);
    }
  }
}
