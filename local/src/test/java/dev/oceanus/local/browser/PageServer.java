package dev.oceanus.local.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The web server of a site's pages, and a way to the collector that each scenario may block.
 * Thread-safe. Owned by the stand, which closes it.
 */
final class PageServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Scenario> scenarios = new ConcurrentHashMap<>();
  private volatile String collector = "";

  PageServer() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange));
    server.start();
  }

  /** Where pages are, under a name of the machine. */
  String origin(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  /** Lets the way lead to a collector, by its public address. */
  void leadTo(String address) {
    collector = address;
  }

  void add(Scenario scenario) {
    scenarios.put(scenario.name(), scenario);
  }

  /** Paths are /pages/SCENARIO/PAGE and /way/SCENARIO/SITE. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", 4);
      Scenario scenario = path.length < 4 ? null : scenarios.get(path[2]);
      if (scenario == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (path[1].equals("way")) {
        pass(exchange, scenario, path[3]);
      } else {
        page(exchange, scenario, path[3]);
      }
    }
  }

  private static void page(HttpExchange exchange, Scenario scenario, String path)
      throws IOException {
    scenario.asked(path);
    Scenario.Page page = scenario.page(path);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    page.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = page.html().getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private void pass(HttpExchange exchange, Scenario scenario, String site) throws IOException {
    String body;
    try (InputStream in = exchange.getRequestBody()) {
      body = new String(in.readAllBytes(), UTF_8);
    }
    hold(scenario);
    Scenario.Answer answer = scenario.answer();
    int status = answer.status() == 0 ? forward(exchange, site, body) : answer.status();
    scenario.received(new Received(site, body, status));
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "Retry-After");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, -1);
  }

  private static void hold(Scenario scenario) throws IOException {
    try {
      scenario.pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a request is held", e);
    }
  }

  private int forward(HttpExchange exchange, String site, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(collector + "/v1/events/" + site))
            .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the collector", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
