package dev.oceanus.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.replay.Answer.Accepted;
import dev.oceanus.local.replay.Answer.NotNow;
import dev.oceanus.local.replay.Answer.Refused;
import dev.oceanus.local.replay.Answer.Unknown;
import dev.oceanus.local.replay.Request.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTargetTest {
  private static final Request REQUEST =
      new Request(
          "POST",
          "/v1/form/demo",
          List.of(
              new Header("User-Agent", "Tester/1 日"), new Header("X-Forwarded-For", "192.0.2.1")),
          "a=1".getBytes(UTF_8));

  /** Takes one connection, reads the request, and answers with this. */
  private static String asked(String answer, CompletableFuture<Answer> got) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort();
      CompletableFuture<Answer> sending =
          CompletableFuture.supplyAsync(() -> new HttpTarget(url).send(REQUEST));
      StringBuilder request = new StringBuilder();
      try (Socket socket = server.accept()) {
        byte[] some = new byte[8192];
        while (!request.toString().endsWith("a=1")) {
          int read = socket.getInputStream().read(some);
          request.append(new String(some, 0, read, UTF_8));
        }
        socket.getOutputStream().write(answer.getBytes(UTF_8));
      }
      got.complete(sending.join());
      return request.toString();
    }
  }

  @Test
  void sendsHeadersAsBytesOfUtf8AndTheBodyWithItsLength() throws Exception {
    CompletableFuture<Answer> got = new CompletableFuture<>();
    String request = asked("HTTP/1.1 204 No Content\r\n\r\n", got);

    assertThat(got.join()).isEqualTo(new Accepted());
    assertThat(request)
        .startsWith("POST /v1/form/demo HTTP/1.1\r\nHost: 127.0.0.1:")
        .contains("\r\nUser-Agent: Tester/1 日\r\n")
        .contains("\r\nX-Forwarded-For: 192.0.2.1\r\n")
        .contains("\r\nConnection: close\r\n")
        .endsWith("\r\nContent-Length: 3\r\n\r\na=1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 OK | {"stored":1,"refused":[]} | Accepted
          303 See Other |                    | Accepted
          503 Service Unavailable | {"reason":"unavailable"} | NotNow
          429 Too Many Requests |            | NotNow
          403 Forbidden | {"stored":0,"refused":[{"index":0,"field":"","reason":"origin"}]} | origin
          404 Not Found | {"reason":"unknown_site"} | unknown_site
          418 Teapot | hello                 | status 418
          500 Fault | {"reason":"fault"}     | Unknown
          """)
  void tellsWhatCameOfIt(String status, String body, String expected) throws Exception {
    CompletableFuture<Answer> got = new CompletableFuture<>();
    asked("HTTP/1.1 " + status + "\r\n\r\n" + (body == null ? "" : body), got);

    switch (got.join()) {
      case Accepted unused -> assertThat(expected).isEqualTo("Accepted");
      case Refused(var reason) -> assertThat(reason).isEqualTo(expected);
      case NotNow unused -> assertThat(expected).isEqualTo("NotNow");
      case Unknown unused -> assertThat(expected).isEqualTo("Unknown");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stored, Accepted",
    "refused, refused",
    "unavailable, NotNow",
    "rate, NotNow",
    "fault, Unknown",
    "skipped, Unknown"
  })
  void knowsThatAClickIsLedOnWhateverBecomesOfItsEvent(String event, String expected)
      throws Exception {
    CompletableFuture<Answer> got = new CompletableFuture<>();
    asked(
        "HTTP/1.1 302 Found\r\nLocation: https://a.example/\r\noceanus-event: "
            + event
            + "\r\n\r\n",
        got);

    switch (got.join()) {
      case Accepted unused -> assertThat(expected).isEqualTo("Accepted");
      case Refused(var reason) -> assertThat(reason).isEqualTo(expected);
      case NotNow unused -> assertThat(expected).isEqualTo("NotNow");
      case Unknown unused -> assertThat(expected).isEqualTo("Unknown");
    }
  }

  @Test
  void doesNotKnowWhatBecameOfARequestWithoutAnAnswer() throws Exception {
    CompletableFuture<Answer> got = new CompletableFuture<>();
    asked("", got);

    assertThat(got.join()).isInstanceOf(Unknown.class);
  }

  @Test
  void knowsThatNothingWasSentWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertThat(new HttpTarget("http://127.0.0.1:" + port).send(REQUEST)).isInstanceOf(NotNow.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:8080",
        "ftp://x/",
        "http://x/path",
        "http://u:p@x",
        "http://x?a=b",
        "http:// x"
      })
  void refusesWhatIsNoAddressOfACollector(String url) {
    assertThatThrownBy(() -> new HttpTarget(url))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("--to");
  }
}
