package dev.oceanus.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.config.Secret;
import dev.oceanus.notifier.delivery.Content.Body;
import dev.oceanus.notifier.delivery.Delivery;
import dev.oceanus.notifier.delivery.Delivery.Delivered;
import dev.oceanus.notifier.delivery.Delivery.Later;
import dev.oceanus.notifier.delivery.Delivery.Refused;
import dev.oceanus.notifier.delivery.Notice;
import dev.oceanus.notifier.delivery.RemoteTargetContract;
import dev.oceanus.notifier.delivery.Target;
import dev.oceanus.notifier.http.Guard;
import dev.oceanus.notifier.http.GuardedHttp;
import dev.oceanus.notifier.standin.HttpStandIn;
import dev.oceanus.notifier.standin.Script;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetTest implements RemoteTargetContract {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
  private static final Secret SECRET = new Secret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
  private static final Script GOOD = Script.status(204, "");

  private HttpStandIn service;
  private WebhookTarget target;
  private int asked;

  @BeforeEach
  void start() throws IOException {
    service = HttpStandIn.plain(GOOD);
    target = target(service.at("/hook/secret"));
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Notice notice(String id) {
    return new Notice(id, "orders", "crm", Instant.EPOCH, new Body("{\"order\":17}"));
  }

  @Override
  public void becomes(Mood mood) {
    asked = service.requests().size();
    service.does(
        switch (mood) {
          case GOOD -> GOOD;
          case BUSY -> Script.status(429, "");
          case BROKEN -> Script.status(503, "");
          case DROPPING -> Script.drop();
          case HANGING -> Script.hang();
          case REFUSING -> Script.status(422, "{\"order\":17}");
        });
  }

  @Override
  public boolean wasAsked() {
    return service.requests().size() > asked;
  }

  @Override
  public List<String> secrets() {
    return List.of("secret", "order\":17");
  }

  @Test
  void signsIdTimestampAndBody() throws Exception {
    assertThat(target.deliver(List.of(notice("msg_1")))).isEqualTo(new Delivered());

    HttpStandIn.Request request = service.last();
    assertThat(request.body()).isEqualTo("{\"order\":17}");
    assertThat(request.header("content-type")).isEqualTo("application/json; charset=utf-8");
    assertThat(request.header("webhook-id")).isEqualTo("msg_1");
    assertThat(request.header("webhook-timestamp")).isEqualTo("1796040000");
    assertThat(request.header("webhook-signature"))
        .isEqualTo(
            Signer.of(SECRET)
                .sign("msg_1", 1_796_040_000, request.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void repeatsWithTheSameId() throws Exception {
    becomes(Mood.BROKEN);
    target.deliver(List.of(notice("orders/17")));
    becomes(Mood.GOOD);
    target.deliver(List.of(notice("orders/17")));

    assertThat(service.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.header("webhook-id")).isEqualTo("orders/17"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void isDelivered(int status) throws Exception {
    assertThat(answered(status)).isEqualTo(new Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
  void isForLater(int status) throws Exception {
    assertThat(answered(status, "Retry-After: 90"))
        .isEqualTo(new Later("answered " + status, Duration.ofSeconds(90)));
    assertThat(answered(status, "Retry-After: Mon, 30 Nov 2026 12:00:30 GMT"))
        .isEqualTo(new Later("answered " + status, Duration.ofSeconds(30)));
    assertThat(answered(status)).isEqualTo(new Later("answered " + status, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 410, 413, 415, 422})
  void isRefused(int status) throws Exception {
    assertThat(answered(status)).isEqualTo(new Refused("answered " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsRefused(int status) throws Exception {
    assertThat(answered(status, "Location: http://169.254.169.254/"))
        .isEqualTo(new Refused("answered " + status + ", a redirect, which is not followed"));
  }

  @Test
  void placeThatMayNotBeCalledIsRefused() throws Exception {
    Delivery delivery =
        target(URI.create("https://metadata.google.internal/")).deliver(List.of(notice("a")));

    assertThat(delivery)
        .isEqualTo(new Refused("names a host that may not be called: metadata.google.internal"));
  }

  @Test
  void gigabyteIsDelivered() throws Exception {
    service.does(Script.gigabyte());

    assertThat(target.deliver(List.of(notice("a")))).isEqualTo(new Delivered());
  }

  private Delivery answered(int status, String... headers) throws InterruptedException {
    service.does(Script.status(status, "", headers));
    return target.deliver(List.of(notice("a")));
  }

  private static WebhookTarget target(URI place) {
    return new WebhookTarget(
        GuardedHttp.of(Guard.of().withLoopback()), place, Signer.of(SECRET), CLOCK);
  }
}
