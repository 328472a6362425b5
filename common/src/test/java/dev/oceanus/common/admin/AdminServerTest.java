package dev.oceanus.common.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.config.AdminConfig;
import dev.oceanus.common.config.Env;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.metrics.Metrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
  private static final AdminConfig CONFIG = new AdminConfig("127.0.0.1", 0, "one", Duration.ZERO);

  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Health health = Health.READY;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final PrometheusMeterRegistry metrics = Metrics.registry("test");
  private final AdminServer server =
      new AdminServer(
          CONFIG,
          List.of(component()),
          metrics,
          new ServiceInfo(
              "test",
              "one",
              Instant.EPOCH,
              List.of(new Env.Setting("OCEANUS_X", "text", "secret default", "For a test."))),
          List.of(
              new AdminRoute(
                  "/echo",
                  request ->
                      AdminResponse.text(
                          200,
                          request.method()
                              + " "
                              + request.query()
                              + " "
                              + request.header("x-test").orElse("none")
                              + " "
                              + new String(request.body(), UTF_8))),
              new AdminRoute(
                  "/broken",
                  request -> {
                    throw new IllegalStateException("with a secret");
                  })),
          draining::get);

  private Component component() {
    return new Component() {
      @Override
      public String name() {
        return "part";
      }

      @Override
      public void start() {}

      @Override
      public Health check() {
        return health;
      }

      @Override
      public void close() {}
    };
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> send(String method, String path, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("X-Test", "header")
            .build(),
        HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "/livez, 200, ok   part: ready",
    "/readyz, 200, ok   part: ready",
    "/metrics, 200, jvm_memory_used_bytes",
    "/info, 200, OCEANUS_X",
    "/nowhere, 404, not found",
    "/livez/, 404, not found",
    "/, 404, not found"
  })
  void answersItsRoutes(String path, int status, String text) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(text);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz", "/metrics", "/info"})
  void answersHeadWithoutABodyAndNoOtherMethod(String path) throws Exception {
    HttpResponse<String> head = send("HEAD", path, new byte[0]);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    HttpResponse<String> post = send("POST", path, "x".getBytes(UTF_8));
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void tellsThatAPartIsNotReadyButAlive() throws Exception {
    health = Health.notReady("store away");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("FAIL part: store away");
  }

  @Test
  void tellsThatAPartIsStuck() throws Exception {
    health = Health.dead("no tick for 7 s");
    assertThat(get("/livez").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
  }

  @Test
  void isAliveButNotReadyWhileDraining() throws Exception {
    draining.set(true);
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).contains("FAIL draining");
  }

  @Test
  void tellsNoValueOfASetting() throws Exception {
    assertThat(get("/info").body())
        .contains("\"service\" : \"test\"", "\"instance\" : \"one\"", "\"pid\"")
        .doesNotContain("secret default");
  }

  @Test
  void handsRequestsToAddedRoutes() throws Exception {
    HttpResponse<String> response = send("PUT", "/echo?a=%20b", "body".getBytes(UTF_8));
    assertThat(response.body()).isEqualTo("PUT a=%20b header body");
  }

  @Test
  void takesABodyUpToItsLimit() throws Exception {
    assertThat(send("POST", "/echo", new byte[AdminServer.MAX_BODY]).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/echo", new byte[AdminServer.MAX_BODY + 1]).statusCode())
        .isEqualTo(413);
  }

  @Test
  void tellsNothingOfAnError() throws Exception {
    HttpResponse<String> response = get("/broken");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("failed; see the log\n");
  }

  @Test
  void tellsWhichPortIsTaken() {
    AdminConfig taken = new AdminConfig("127.0.0.1", server.port(), "two", Duration.ZERO);
    AdminServer second =
        new AdminServer(
            taken,
            List.of(),
            metrics,
            new ServiceInfo("test", "two", Instant.EPOCH, List.of()),
            List.of(),
            () -> false);
    assertThatThrownBy(second::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining(":" + server.port())
        .hasMessageContaining("OCEANUS_ADMIN_PORT");
    assertThat(second.check().ready()).isFalse();
    second.close();
  }

  @Test
  void answersNobodyOnceItIsClosed() {
    server.close();
    server.close();
    assertThat(server.check().ready()).isFalse();
    int port = server.port();
    assertThat(port).isZero();
  }

  @Test
  void showsTheServiceOnEveryMetric() throws IOException {
    metrics.counter("oceanus_test_things_total").increment();
    assertThat(metrics.scrape()).contains("oceanus_test_things_total{service=\"test\"} 1.0");
  }
}
