package dev.oceanus.local.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves pages with something wrong about them, on a port of its own. */
final class Ward implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Sheet> pages = new ConcurrentHashMap<>();

  /** What is sent, with which policy, and after which while. */
  private record Sheet(String type, String policy, String text, Duration delay) {}

  private Ward(HttpServer server) {
    this.server = server;
  }

  static Ward open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Ward ward = new Ward(server);
    server.createContext("/", ward::serve);
    server.start();
    return ward;
  }

  /** Serves a page, and tells its address. */
  String page(String name, String policy, String... elements) {
    String html =
        "<!doctype html><html lang=en><title>%s</title><link rel=icon href='data:,'>%s"
            .formatted(name, String.join("", List.of(elements)));
    pages.put("/" + name, new Sheet("text/html; charset=utf-8", policy, html, Duration.ZERO));
    return origin() + "/" + name;
  }

  /** Serves a script as slowly as a network far away, and tells its address. */
  String slowScript(String name, String text, Duration delay) {
    pages.put("/" + name, new Sheet("text/javascript", "", text, delay));
    return origin() + "/" + name;
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Sheet sheet = pages.get(exchange.getRequestURI().getPath());
      if (sheet == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      await(sheet.delay);
      exchange.getResponseHeaders().set("Content-Type", sheet.type);
      if (!sheet.policy.isEmpty()) {
        exchange.getResponseHeaders().set("Content-Security-Policy", sheet.policy);
      }
      byte[] body = sheet.text.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void await(Duration delay) {
    if (!delay.isZero()) {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS))
          .join();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
