package dev.oceanus.testkit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that sends back what it hears, and remembers it. */
final class Echo implements AutoCloseable {
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final Thread acceptor;

  Echo() {
    try {
      listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  String heard() {
    return heard.toString(US_ASCII);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> echo(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void echo(Socket client) {
    byte[] chunk = new byte[1024];
    try (client) {
      for (int n = client.getInputStream().read(chunk);
          n > 0;
          n = client.getInputStream().read(chunk)) {
        heard.write(chunk, 0, n);
        client.getOutputStream().write(chunk, 0, n);
      }
    } catch (IOException e) {
      // the client has gone
      return;
    }
  }

  /** Once it returns nobody listens: until the acceptor has ended, the system takes connections. */
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdown();
  }
}
