package dev.oceanus.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oceanus.notifier.http.Outcome.Answered;
import dev.oceanus.notifier.http.Outcome.Forbidden;
import dev.oceanus.notifier.http.Outcome.Unanswered;
import dev.oceanus.notifier.standin.HttpStandIn;
import dev.oceanus.notifier.standin.Script;
import dev.oceanus.notifier.standin.TestTls;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** N04 and F26: what the client does with other sides that mean no good. */
@Timeout(30)
class GuardedHttpTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static TestTls tls;

  private final GuardedHttp http = GuardedHttp.of(Guard.of().withLoopback());

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = TestTls.of(folder, "dns:hooks.test,dns:localhost");
  }

  @Test
  void sendsOneRequestAndReadsItsAnswer() throws Exception {
    try (HttpStandIn server = HttpStandIn.plain(Script.status(201, "made", "X-A: b"))) {
      Answered answer = answered(call(server, "/a%20b?c=d", LONG));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text()).isEqualTo("made");
      assertThat(answer.whole()).isTrue();
      assertThat(answer.header("x-a")).contains("b");
      assertThat(server.last().method()).isEqualTo("POST");
      assertThat(server.last().target()).isEqualTo("/a%20b?c=d");
      assertThat(server.last().body()).isEqualTo("{}");
      assertThat(server.last().headers())
          .containsEntry("host", "localhost:" + server.port())
          .containsEntry("content-length", "2")
          .containsEntry("connection", "close")
          .containsEntry("x-test", "1")
          .doesNotContainKey("cookie");
    }
  }

  @Test
  void readsChunksAndPassesOverInterimAnswers() throws Exception {
    String bytes =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"
            + "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    try (HttpStandIn server = HttpStandIn.plain(Script.bytes(bytes))) {
      Answered answer = answered(call(server, "/", LONG));

      assertThat(answer.text()).isEqualTo("abcde");
      assertThat(answer.whole()).isTrue();
    }
  }

  @Test
  void doesNotFollowRedirects() throws Exception {
    try (HttpStandIn inside = HttpStandIn.plain(Script.status(200, "secret"));
        HttpStandIn server =
            HttpStandIn.plain(Script.status(307, "", "Location: " + inside.at("/")))) {
      assertThat(answered(call(server, "/", LONG)).status()).isEqualTo(307);
      assertThat(inside.connections()).isZero();
    }
  }

  @Test
  void readsSixtyFourKilobytesOfGigabyte() throws Exception {
    try (HttpStandIn server = HttpStandIn.plain(Script.gigabyte())) {
      Answered answer = answered(call(server, "/", LONG));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasSize(GuardedHttp.BODY_AT_MOST);
      assertThat(answer.whole()).isFalse();
      await().until(() -> !server.isConnected());
    }
  }

  @Test
  void endsAfterItsTimeIfNothingComes() throws Exception {
    assertOutOfTime(Script.hang());
  }

  @Test
  void endsAfterItsTimeIfHeadersDrip() throws Exception {
    assertOutOfTime(Script.drip("HTTP/1.1 200 OK\r\nX: "));
  }

  @Test
  void endsAfterItsTimeIfTheStatusLineDrips() throws Exception {
    assertOutOfTime(Script.drip("HTTP/1.1 200"));
  }

  @Test
  void knowsTheStatusThoughTheBodyDrips() throws Exception {
    try (HttpStandIn server = HttpStandIn.plain(Script.drip("HTTP/1.1 202 OK\r\n\r\n"))) {
      assertThat(answered(call(server, "/", SHORT)).status()).isEqualTo(202);
      await().until(() -> !server.isConnected());
    }
  }

  @Test
  void endsAfterItsTimeIfTheHandshakeHangs() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI place = URI.create("https://localhost:" + silent.getLocalPort() + "/");

      assertThat(http.call(call(place, SHORT)))
          .isEqualTo(
              new Unanswered(
                  "localhost:%d gave no answer within 400ms".formatted(silent.getLocalPort()),
                  false));
    }
  }

  @Test
  void endsAfterItsTimeIfTheNameServiceHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    GuardedHttp stuck =
        new GuardedHttp(
            Guard.of("hooks.example.com"),
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            },
            (SSLSocketFactory) SSLSocketFactory.getDefault());

    Outcome outcome = stuck.call(call(URI.create("https://hooks.example.com/"), SHORT));
    never.countDown();

    assertThat(outcome)
        .isEqualTo(new Unanswered("hooks.example.com gave no answer within 400ms", false));
  }

  @Test
  void endsAfterItsTimeIfTheOtherSideDoesNotRead() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI place = URI.create("http://localhost:" + silent.getLocalPort() + "/");
      Call large = new Call("POST", place, Map.of(), new byte[64 << 20], SHORT);

      assertThat(http.call(large)).isInstanceOf(Unanswered.class);
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    assertThat(http.call(call(URI.create("http://localhost:" + port + "/"), LONG)))
        .isEqualTo(new Unanswered("localhost:" + port + " takes no connections", false));
  }

  @Test
  void saysThatTheConnectionBrokeOff() throws Exception {
    try (HttpStandIn server = HttpStandIn.plain(Script.drop())) {
      assertThat(call(server, "/", LONG))
          .isEqualTo(
              new Unanswered("the connection to localhost:" + server.port() + " broke off", true));
    }
  }

  @Test
  void keepsTheStatusOfAnAnswerThatBrokeOff() throws Exception {
    try (HttpStandIn server =
        HttpStandIn.plain(Script.bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"))) {
      Answered answer = answered(call(server, "/", LONG));

      assertThat(answer.text()).isEqualTo("abc");
      assertThat(answer.whole()).isFalse();
    }
  }

  @Test
  void saysWhatIsNoHttp() throws Exception {
    for (String bytes :
        List.of(
            "SSH-2.0-OpenSSH\r\n\r\n",
            "HTTP/1.1 999 X\r\n\r\n",
            "HTTP/2 200\r\n\r\n",
            "HTTP/1.1 101 Switching\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: " + "y".repeat(40_000))) {
      try (HttpStandIn server = HttpStandIn.plain(Script.bytes(bytes))) {
        assertThat(call(server, "/", LONG))
            .as(bytes.substring(0, 12))
            .isEqualTo(new Unanswered("localhost:" + server.port() + " answered no HTTP", true));
      }
    }
  }

  @Test
  void goesToTheAddressThatWasJudgedThoughTheNameHasAnotherNow() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (HttpStandIn server = HttpStandIn.secure(tls, Script.status(200, ""))) {
      GuardedHttp rebound =
          new GuardedHttp(
              new Guard(Set.of(), Set.of("hooks.test:" + server.port()), false),
              host ->
                  asked.getAndIncrement() == 0
                      ? List.of(InetAddress.getLoopbackAddress())
                      : List.of(InetAddress.getByName("192.0.2.1")),
              tls.client());

      assertThat(answered(rebound.call(call(server.at("hooks.test", "/"), LONG))).status())
          .isEqualTo(200);
      assertThat(server.last().header("host")).isEqualTo("hooks.test:" + server.port());
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void sendsNothingToNameThatTurnsPrivate() throws Exception {
    try (HttpStandIn server = HttpStandIn.secure(tls, Script.status(200, ""))) {
      GuardedHttp guarded =
          new GuardedHttp(
              Guard.of("hooks.test:" + server.port()),
              host -> List.of(InetAddress.getLoopbackAddress()),
              tls.client());

      assertThat(guarded.call(call(server.at("hooks.test", "/"), LONG)))
          .isInstanceOf(Forbidden.class);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void sendsNothingToCertificateOfAnotherName() throws Exception {
    try (HttpStandIn server = HttpStandIn.secure(tls, Script.status(200, ""))) {
      String key = "other.test:" + server.port();
      GuardedHttp guarded =
          new GuardedHttp(
              new Guard(Set.of(), Set.of(key), false),
              host -> List.of(InetAddress.getLoopbackAddress()),
              tls.client());

      assertThat(guarded.call(call(server.at("other.test", "/"), LONG)))
          .isEqualTo(
              new Unanswered("no secure connection to " + key + " (SSLHandshakeException)", false));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void sendsNothingToCertificateThatNobodyTrusts() throws Exception {
    try (HttpStandIn server = HttpStandIn.secure(tls, Script.status(200, ""))) {
      assertThat(call(server, "/", LONG)).isInstanceOf(Unanswered.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void triesTheNextAddressIfOneTakesNoConnections() throws Exception {
    try (HttpStandIn server = HttpStandIn.plain(Script.status(200, ""))) {
      GuardedHttp guarded =
          new GuardedHttp(
              Guard.of().withLoopback(),
              host -> List.of(InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1")),
              (SSLSocketFactory) SSLSocketFactory.getDefault());

      assertThat(answered(guarded.call(call(server.at("/"), LONG))).status()).isEqualTo(200);
    }
  }

  @Test
  void asksNoProxy() throws Exception {
    try (HttpStandIn proxy = HttpStandIn.plain(Script.status(200, "proxy"));
        HttpStandIn server = HttpStandIn.plain(Script.status(200, "server"))) {
      Map<String, String> proxied =
          Map.of(
              "http.proxyHost", "localhost",
              "http.proxyPort", Integer.toString(proxy.port()),
              "http.nonProxyHosts", "",
              "socksProxyHost", "localhost",
              "socksProxyPort", Integer.toString(proxy.port()));
      proxied.forEach(System::setProperty);
      try {
        assertThat(answered(call(server, "/", LONG)).text()).isEqualTo("server");
      } finally {
        proxied.keySet().forEach(System::clearProperty);
      }
      assertThat(proxy.connections()).isZero();
    }
  }

  @Test
  void endsWithItsCallerAndLetsTheConnectionGo() throws Exception {
    try (HttpStandIn server = HttpStandIn.plain(Script.hang())) {
      AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      call(server, "/", LONG);
                    } catch (InterruptedException e) {
                      thrown.set(e);
                    }
                  });
      await().until(() -> !server.requests().isEmpty());

      caller.interrupt();
      caller.join();

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      // A server that writes nothing does not see it; its thread for the call is gone.
      await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().equals("notifier-http")));
    }
  }

  @Test
  void refusesHeadersThatWouldEndTheirLine() {
    for (String value : List.of("a\r\nX: y", "a\nb", "ü", "a\u0000")) {
      assertThatThrownBy(
              () ->
                  new Call(
                      "POST", URI.create("https://a.example/"), Map.of("X", value), BODY, SHORT))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void printsNothingOfCallsAndAnswers() {
    Call call = call(URI.create("https://a.example/services/secret?key=secret"), SHORT);
    Answered answer =
        new Answered(200, Map.of("x", "secret"), "secret".getBytes(StandardCharsets.UTF_8), true);

    assertThat(call.toString() + answer).doesNotContain("secret");
  }

  private void assertOutOfTime(Script script) throws Exception {
    try (HttpStandIn server = HttpStandIn.plain(script)) {
      assertThat(call(server, "/", SHORT))
          .isEqualTo(
              new Unanswered("localhost:" + server.port() + " gave no answer within 400ms", true));
    }
  }

  private Outcome call(HttpStandIn server, String path, Duration limit)
      throws InterruptedException {
    return http.call(call(server.at(path), limit));
  }

  private static Call call(URI place, Duration limit) {
    return new Call("POST", place, Map.of("X-Test", "1"), BODY, limit);
  }

  private static Answered answered(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Answered.class);
    return (Answered) outcome;
  }
}
