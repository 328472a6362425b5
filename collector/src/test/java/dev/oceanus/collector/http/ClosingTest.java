package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.collector.CapturedLog;
import dev.oceanus.collector.RawHttp;
import dev.oceanus.collector.TestCollector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the port closes while connections and requests arrive. */
@Timeout(120)
@Tag("slow")
class ClosingTest {
  private static final int ROUNDS = 10;
  private static final int CLIENTS_OF_A_KIND = 3;
  private static final int ENOUGH = 100;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final byte[] REQUEST =
      (RawHttp.head("GET", "/v1/pixel/demo?evt=e") + "\r\n").getBytes(ISO_8859_1);

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void logsNothingThatSomebodyShouldLookAt() {
    try (CapturedLog log = new CapturedLog()) {
      for (int round = 0; round < ROUNDS; round++) {
        connections.set(0);
        over.set(false);
        closeInTheStorm();
      }
      assertThat(log.lines()).allMatch(line -> line.startsWith("INFO"));
    }
  }

  private void closeInTheStorm() {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      try (TestCollector collector = new TestCollector()) {
        for (int i = 0; i < CLIENTS_OF_A_KIND; i++) {
          clients.execute(() -> connect(collector.port(), 0));
          clients.execute(() -> connect(collector.port(), 1));
          clients.execute(() -> connect(collector.port(), Integer.MAX_VALUE));
        }
        await().until(() -> connections.get() > ENOUGH);
      }
      over.set(true);
    }
  }

  /** Opens connections, and asks by each so many times, whether they are taken or not. */
  private void connect(int port, int requests) {
    while (!over.get()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        connections.incrementAndGet();
        byte[] answer = new byte[4096];
        int read = 0;
        for (int i = 0; i < requests && read >= 0 && !over.get(); i++) {
          socket.getOutputStream().write(REQUEST);
          read = socket.getInputStream().read(answer);
        }
      } catch (IOException e) {
        Thread.onSpinWait(); // reset or refused, as it is meant to be at the end
      }
    }
  }
}
