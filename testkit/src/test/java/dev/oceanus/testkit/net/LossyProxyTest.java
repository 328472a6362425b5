package dev.oceanus.testkit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossyProxyTest {
  private final Echo echo = new Echo();
  private final LossyProxy proxy = LossyProxy.start("127.0.0.1", echo.port());

  @AfterEach
  void close() {
    proxy.close();
    echo.close();
  }

  @Test
  void passesRequestsAndAnswersOn() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, "ping")).isEqualTo("ping");
      assertThat(ask(client, "pong")).isEqualTo("pong");
    }
    assertThat(proxy.droppedAnswers()).isZero();
  }

  @Test
  void dropsTheNextAnswersAfterTheTargetHasGivenThem() throws IOException {
    proxy.dropAnswers(2);
    assertThat(askOnce("one")).isEmpty();
    assertThat(askOnce("two")).isEmpty();
    assertThat(askOnce("six")).isEqualTo("six");
    assertThat(echo.heard()).isEqualTo("onetwosix");
    assertThat(proxy.droppedAnswers()).isEqualTo(2);
  }

  @Test
  void dropsOnlyAnswersToRequestsThatContainTheMarker() throws IOException {
    proxy.dropAnswersTo("write", 1);
    try (Socket client = connect()) {
      assertThat(ask(client, "read1")).isEqualTo("read1");
      assertThat(ask(client, "write")).isEmpty();
    }
    assertThat(askOnce("write")).isEqualTo("write");
    assertThat(proxy.droppedAnswers()).isEqualTo(1);
  }

  @Test
  void holdsAnswersBackToRequestsThatWentThrough() throws IOException {
    try (Socket client = connect()) {
      proxy.holdAnswers();
      client.getOutputStream().write("ping".getBytes(US_ASCII));
      await().until(() -> echo.heard().equals("ping"));
      client.setSoTimeout(100);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.pass();
      client.setSoTimeout(10_000);
      assertThat(client.getInputStream().readNBytes(4)).asString(US_ASCII).isEqualTo("ping");
    }
  }

  @Test
  void letsEachChunkTakeItsTime() throws IOException {
    try (Socket client = connect()) {
      proxy.delay(Duration.ofMillis(150), Duration.ofMillis(200), 1);
      long begun = System.nanoTime();
      assertThat(ask(client, "ping")).isEqualTo("ping");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(300));
      proxy.pass();
      assertThat(ask(client, "pong")).isEqualTo("pong");
    }
  }

  @Test
  void holdsEverythingBackInABlackHoleUntilItPasses() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, "before")).isEqualTo("before");
      proxy.blackHole();
      client.setSoTimeout(50);
      client.getOutputStream().write("within".getBytes(US_ASCII));
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(echo.heard()).isEqualTo("before");
      proxy.pass();
      client.setSoTimeout(10_000);
      assertThat(new String(client.getInputStream().readNBytes(6), US_ASCII)).isEqualTo("within");
    }
  }

  @Test
  void resetsOpenAndNewConnectionsUntilItPasses() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, "hello")).isEqualTo("hello");
      proxy.reset();
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    assertThatThrownBy(() -> askOnce("again")).isInstanceOf(SocketException.class);
    await().untilAsserted(() -> assertThat(proxy.resets()).isEqualTo(2)); // counted a moment later
    proxy.pass();
    assertThat(askOnce("again")).isEqualTo("again");
  }

  @Test
  void closesTheClientWhenTheTargetIsGone() throws IOException {
    echo.close();
    assertThat(askOnce("anybody")).isEmpty();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private String askOnce(String request) throws IOException {
    try (Socket client = connect()) {
      return ask(client, request);
    }
  }

  /** The echo, or nothing where the connection was closed instead. */
  private static String ask(Socket client, String request) throws IOException {
    client.getOutputStream().write(request.getBytes(US_ASCII));
    return new String(client.getInputStream().readNBytes(request.length()), US_ASCII);
  }
}
