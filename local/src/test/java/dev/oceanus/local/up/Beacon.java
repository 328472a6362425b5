package dev.oceanus.local.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends events as a program without a browser does. */
final class Beacon {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Beacon() {}

  /** Sends JSON to the site demo. */
  static HttpResponse<String> send(String url, String json)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url + "/v1/events/demo"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  /** Whether this event was acknowledged; a process that was killed acknowledges nothing. */
  static boolean acknowledged(String url, String id) throws InterruptedException {
    try {
      return send(url, "{\"evt\":\"count\",\"eid\":\"" + id + "\"}").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Fetches a page. */
  static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString());
  }
}
