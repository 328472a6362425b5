package dev.oceanus.chaos.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.testkit.ledger.Answer;
import dev.oceanus.testkit.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowsersTest {
  private static final Beacon PIXEL =
      new Beacon("GET", "/v1/pixel/shop?evt=x", "", "Mozilla/5.0", List.of());

  private Collector first;
  private Collector second;

  /** Answers every request like this; null closes the connection instead. */
  private static final class Collector implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    Collector() throws IOException {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::listen);
    }

    int port() {
      return server.getLocalPort();
    }

    private void listen() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          connections.incrementAndGet();
          Thread.ofVirtual().start(() -> serve(socket));
        } catch (IOException e) {
          return; // closed
        }
      }
    }

    private void serve(Socket socket) {
      try (socket;
          BufferedReader in =
              new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.isEmpty()) {
            requests.incrementAndGet();
            if (answer.isEmpty()) {
              return;
            }
            socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
          }
        }
      } catch (IOException e) {
        return; // the other side has gone
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @BeforeEach
  void starts() throws IOException {
    first = new Collector();
    second = new Collector();
  }

  @AfterEach
  void ends() throws IOException {
    first.close();
    second.close();
  }

  @Test
  void takeCollectorsInTurnAndKeepConnections() {
    try (Browsers browsers = new Browsers(List.of(first.port(), second.port()))) {
      for (int i = 0; i < 6; i++) {
        assertThat(browsers.send(PIXEL)).isEqualTo(new Answer(200, -1));
      }
    }

    assertThat(first.requests).hasValue(3);
    assertThat(second.requests).hasValue(3);
    assertThat(first.connections).hasValue(1);
  }

  @Test
  void readHowManyEventsWereStored() {
    first.answer = "HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{\"stored\":12,\"refused\":[]}";
    try (Browsers browsers = new Browsers(List.of(first.port()))) {
      assertThat(browsers.send(PIXEL)).isEqualTo(new Answer(200, 12));
    }
  }

  @Test
  void sendNothingTwiceWhenTheAnswerDoesNotCome() {
    first.answer = "";
    try (Browsers browsers = new Browsers(List.of(first.port(), second.port()))) {
      assertThat(browsers.send(PIXEL)).isEqualTo(Answer.NONE);
    }

    assertThat(first.requests).hasValue(1);
    assertThat(second.requests).hasValue(0);
  }

  @Test
  void goOnToTheNextWhereNobodyListens() {
    try (Browsers browsers = new Browsers(List.of(Ports.free(), second.port()))) {
      assertThat(browsers.send(PIXEL)).isEqualTo(new Answer(200, -1));
      assertThat(browsers.send(PIXEL)).isEqualTo(new Answer(200, -1));
    }

    assertThat(second.requests).hasValue(2);
  }

  @Test
  void haveNoAnswerWhereNobodyListensAtAll() {
    try (Browsers browsers = new Browsers(List.of(Ports.free()))) {
      assertThat(browsers.send(PIXEL)).isEqualTo(Answer.NONE);
    }
  }

  @Test
  void turnFromACollectorThatAsksThemTo() {
    first.answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    try (Browsers browsers = new Browsers(List.of(first.port(), second.port()))) {
      for (int i = 0; i < 6; i++) {
        assertThat(browsers.send(PIXEL)).isEqualTo(new Answer(200, -1));
      }
    }

    assertThat(first.requests).hasValue(1);
    assertThat(second.requests).hasValue(5);
  }
}
