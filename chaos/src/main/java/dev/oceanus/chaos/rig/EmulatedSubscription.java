package dev.oceanus.chaos.rig;

import dev.oceanus.common.config.Env;
import dev.oceanus.pubsub.PubSubConfig;
import dev.oceanus.pubsub.PubSubTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The notifier's subscription at Pub/Sub's emulator. The emulator gives new events to the requests
 * of a process that was killed, for a minute and more, and gives them to somebody else only when
 * their time to be acknowledged is over, or to the next of these requests: an event may stay away
 * for several times as long. Here that time is short; the rest is as ours.
 */
final class EmulatedSubscription {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int ACK_SECONDS = 10; // the least that Pub/Sub allows
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String url;

  /**
   * @param port of the emulator, which speaks REST there as well
   */
  EmulatedSubscription(int port) {
    this.url = "http://127.0.0.1:" + port + "/v1/";
  }

  /**
   * Makes it, and all that belongs to it.
   *
   * @param settings of Pub/Sub, as a service is told
   */
  void make(Map<String, String> settings) {
    PubSubConfig config = PubSubConfig.from(new Env(settings), true);
    PubSubTopics.Plan unused = new PubSubTopics(config).apply();
    ObjectNode made = ask("GET", config.subscriptionPath(), "");
    made.put("ackDeadlineSeconds", ACK_SECONDS);
    made.putObject("retryPolicy").put("minimumBackoff", "1s").put("maximumBackoff", "5s");
    ask("DELETE", config.subscriptionPath(), "");
    ask("PUT", config.subscriptionPath(), made.toString());
  }

  private ObjectNode ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "%s of %s: the emulator answered %d: %s"
                .formatted(method, path, response.statusCode(), response.body()));
      }
      return JSON.readValue(response.body(), ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException("asking the emulator for " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the emulator", e);
    }
  }
}
