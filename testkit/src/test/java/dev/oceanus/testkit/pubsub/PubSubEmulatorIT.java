package dev.oceanus.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PubSubEmulatorIT {
  private static final String TOPIC = "/v1/projects/test/topics/live";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void forgetsItsTopicsWhenItIsKilledAndKeepsItsPort() throws Exception {
    try (PubSubEmulator emulator = PubSubEmulator.start()) {
      assertThat(call(emulator, "PUT")).isEqualTo(200);
      emulator.pause();
      emulator.resume();
      assertThat(call(emulator, "GET")).isEqualTo(200);

      emulator.kill();
      assertThat(emulator.isAlive()).isFalse();
      emulator.restart();

      assertThat(call(emulator, "GET")).isEqualTo(404);
    }
  }

  @Test
  void mayBeClosedTwice() {
    PubSubEmulator emulator = PubSubEmulator.start();
    emulator.close();
    emulator.close();
    assertThat(emulator.isAlive()).isFalse();
  }

  private int call(PubSubEmulator emulator, String method)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(emulator.url() + TOPIC))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("PUT") ? "{}" : ""))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
