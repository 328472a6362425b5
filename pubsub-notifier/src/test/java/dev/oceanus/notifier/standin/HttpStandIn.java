package dev.oceanus.notifier.standin;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A small HTTP server on the loopback address that does what its script says. Thread-safe. */
public final class HttpStandIn implements AutoCloseable {
  private final ServerSocket listener;
  private final String scheme;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Script script;

  private HttpStandIn(ServerSocket listener, String scheme, Script script) {
    this.listener = listener;
    this.scheme = scheme;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  /** What it was asked. */
  public record Request(String method, String target, Map<String, String> headers, String body) {
    /** A header's value, or an empty text. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** One that speaks plain HTTP. */
  public static HttpStandIn plain(Script script) throws IOException {
    return new HttpStandIn(
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http", script);
  }

  /** One with this certificate. */
  public static HttpStandIn secure(TestTls tls, Script script)
      throws IOException, GeneralSecurityException {
    ServerSocket listener =
        tls.server()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new HttpStandIn(listener, "https", script);
  }

  /** From now on it does this. */
  public void does(Script next) {
    script = next;
  }

  /** A place there. */
  public URI at(String host, String path) {
    return URI.create(scheme + "://" + host + ":" + listener.getLocalPort() + path);
  }

  /** The same at localhost. */
  public URI at(String path) {
    return at("localhost", path);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** All that it was asked. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The last of them. */
  public Request last() {
    return requests.getLast();
  }

  /** How many connections it has had. */
  public int connections() {
    return connections.get();
  }

  /** Whether somebody is connected now. */
  public boolean isConnected() {
    return !sockets.isEmpty();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Request request = read(in);
      if (request != null) {
        requests.add(request);
        script.answer(request, socket.getOutputStream(), over);
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      // who asked has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] parts = first.split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Request(parts[0], parts[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
