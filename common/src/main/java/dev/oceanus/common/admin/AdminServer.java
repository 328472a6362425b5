package dev.oceanus.common.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.oceanus.common.config.AdminConfig;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server for operators: {@code /livez}, {@code /readyz}, {@code /metrics}, {@code /info}
 * and the routes that a process adds. Never on the public port. Thread-safe.
 */
public final class AdminServer implements Component {
  /** Longest body that a request may have, in bytes. */
  public static final int MAX_BODY = 1 << 20;

  private static final Logger logger = LoggerFactory.getLogger(AdminServer.class);
  private static final int BACKLOG = 64;

  private final AdminConfig config;
  private final List<? extends Component> components;
  private final BooleanSupplier draining;
  private final Map<String, AdminRoute.Handler> routes = new HashMap<>();
  private volatile @Nullable HttpServer server;

  /**
   * @param components whose health is told
   * @param added further routes; GET and HEAD are theirs to refuse, since they may take others
   * @param draining whether the process is about to end
   */
  public AdminServer(
      AdminConfig config,
      List<? extends Component> components,
      PrometheusMeterRegistry metrics,
      ServiceInfo info,
      List<AdminRoute> added,
      BooleanSupplier draining) {
    this.config = config;
    this.components = List.copyOf(components);
    this.draining = draining;
    routes.put("/livez", reading(request -> health(Health::live, false)));
    routes.put("/readyz", reading(request -> health(Health::ready, true)));
    routes.put(
        "/metrics",
        reading(
            request ->
                new AdminResponse(
                    200,
                    "text/plain; version=0.0.4; charset=utf-8",
                    metrics.scrape().getBytes(UTF_8))));
    routes.put("/info", reading(request -> AdminResponse.json(200, info.json())));
    added.forEach(route -> routes.put(route.path(), route.handler()));
  }

  @Override
  public String name() {
    return "admin";
  }

  /** The port it listens on, once started. */
  public int port() {
    HttpServer running = server;
    return running == null ? config.port() : running.getAddress().getPort();
  }

  @Override
  public void start() {
    try {
      HttpServer starting =
          HttpServer.create(new InetSocketAddress(config.host(), config.port()), BACKLOG);
      starting.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      starting.createContext("/", this::serve);
      starting.start();
      server = starting;
    } catch (IOException e) {
      throw new StartException(
          "the admin server cannot listen on %s:%d (OCEANUS_ADMIN_HOST, OCEANUS_ADMIN_PORT): %s"
              .formatted(config.host(), config.port(), e.getMessage()),
          e);
    }
  }

  @Override
  public Health check() {
    return server == null ? Health.notReady("not started") : Health.READY;
  }

  @Override
  public void close() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
      server = null;
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private AdminResponse answer(HttpExchange exchange) throws IOException {
    AdminRoute.Handler handler = routes.get(exchange.getRequestURI().getPath());
    if (handler == null) {
      return AdminResponse.text(404, "not found\n");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return AdminResponse.text(413, "too large\n");
    }
    try {
      return handler.handle(request(exchange, body));
    } catch (RuntimeException e) {
      logger.error("answering {} failed", exchange.getRequestURI().getPath(), e);
      return AdminResponse.text(500, "failed; see the log\n");
    }
  }

  private static AdminRequest request(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new AdminRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawQuery(),
        headers,
        body,
        exchange.getRemoteAddress().getAddress());
  }

  private static void send(HttpExchange exchange, AdminResponse response) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", response.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (response.status() == 405) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
    }
    if ("HEAD".equals(exchange.getRequestMethod()) || response.body().length == 0) {
      exchange.sendResponseHeaders(response.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(response.status(), response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  private static AdminRoute.Handler reading(AdminRoute.Handler handler) {
    return request ->
        Set.of("GET", "HEAD").contains(request.method())
            ? handler.handle(request)
            : AdminResponse.text(405, "method not allowed\n");
  }

  /** One line for each component; 503 where one of them is not well. */
  private AdminResponse health(Predicate<Health> well, boolean endsWhenDraining) {
    StringBuilder lines = new StringBuilder();
    boolean all = true;
    for (Component component : components) {
      Health health = component.check();
      all &= well.test(health);
      lines
          .append(well.test(health) ? "ok   " : "FAIL ")
          .append(component.name())
          .append(": ")
          .append(health.detail())
          .append('\n');
    }
    if (endsWhenDraining && draining.getAsBoolean()) {
      all = false;
      lines.append("FAIL draining\n");
    }
    return AdminResponse.text(all ? 200 : 503, lines.toString());
  }
}
