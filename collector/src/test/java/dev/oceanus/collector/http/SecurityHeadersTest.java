package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.RawHttp.Answer;
import dev.oceanus.collector.TestCollector;
import io.undertow.util.HeaderMap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer tells browsers, whatever it answers. */
class SecurityHeadersTest {
  private static final TestCollector collector = new TestCollector();

  @AfterAll
  static void close() {
    collector.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/pixel/demo?evt=e",
        "GET /v1/pixel/demo",
        "GET /v1/pixel/nosite",
        "GET /swallow/old?oid=o&sid=1&evt=e&url=u",
        "GET /swallow/nosite",
        "GET /oceanus.js",
        "HEAD /oceanus.js",
        "GET /hello",
        "GET /lb",
        "GET /robots.txt",
        "GET /favicon.ico",
        "GET /nowhere",
        "PUT /v1/events/demo",
        "OPTIONS /v1/events/demo",
        "OPTIONS *"
      })
  void areOnEveryAnswer(String line) throws IOException {
    String request = line + " HTTP/1.1\r\nHost: test\r\n\r\n";
    try (RawHttp http = new RawHttp(collector.port())) {
      checked(http.send(request).head());
    }
  }

  @Test
  void areOnAnswersToBodies() throws IOException {
    for (String body : List.of("{\"evt\":\"e\"}", "{}", "no json")) {
      checked(
          RawHttp.post(collector.port(), "/v1/events/demo", "text/plain", body.getBytes(UTF_8)));
    }
    Answer next =
        RawHttp.post(
            collector.port(),
            "/v1/form/shop",
            "application/x-www-form-urlencoded",
            "_next=https%3A%2F%2Fshop.example%2Fthanks".getBytes(UTF_8));
    assertThat(next.status()).isEqualTo(303);
    checked(next);
  }

  private static void checked(Answer answer) {
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Referrer-Policy")).contains("strict-origin-when-cross-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("cross-origin");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    assertThat(answer.headers())
        .noneMatch(
            header -> header.toLowerCase(Locale.ROOT).matches("(server|x-powered-by|via):.*"));
  }

  @Test
  void letAHtmlPageLoadItsOwnAndNobodyFrameIt() throws IOException {
    Answer answer = RawHttp.get(collector.port(), "/hello.html");
    assertThat(answer.header("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self';")
        .endsWith("frame-ancestors 'none'");
    assertThat(answer.header("X-Frame-Options")).contains("DENY");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    String known = "If-None-Match: " + answer.header("ETag").orElseThrow();
    Answer unchanged = RawHttp.get(collector.port(), "/hello.html", known);
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("Content-Security-Policy"))
        .isEqualTo(answer.header("Content-Security-Policy"));
  }

  @Test
  void askForHttpsOnlyWhereItIsSet() {
    HeaderMap headers = new HeaderMap();
    new SecurityHeaders(Duration.ofDays(365)).addTo(headers);
    assertThat(headers.get("Strict-Transport-Security")).containsExactly("max-age=31536000");
  }
}
