package dev.oceanus.local.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A site of its own origin, each page of which is the same one with the Python system's beacons.
 */
final class LegacyPages implements AutoCloseable {
  private final HttpServer server;

  private LegacyPages(HttpServer server) {
    this.server = server;
  }

  /** Serves pages that send to this collector. */
  static LegacyPages start(String collector) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = page(collector);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
          }
        });
    server.start();
    return new LegacyPages(server);
  }

  private static byte[] page(String collector) throws IOException {
    try (InputStream in = LegacyPages.class.getResourceAsStream("legacy.html")) {
      String page = new String(Objects.requireNonNull(in, "legacy.html").readAllBytes(), UTF_8);
      return page.replace("COLLECTOR", collector).getBytes(UTF_8);
    }
  }

  /** Where its pages are. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
