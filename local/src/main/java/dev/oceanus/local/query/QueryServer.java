package dev.oceanus.local.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.StartException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Answers SQL of other processes of the same person: on the loopback address, and only to who
 * brings the token. Rows are sent as they come, so that an answer may be larger than memory.
 */
public final class QueryServer implements Component {
  static final String PATH = "/query";
  private static final int MAX_SQL = 1 << 20;
  private static final int AT_A_TIME = 4;
  private static final int BUFFER = 1 << 16;

  private final Queries queries;
  private final byte[] expected;
  private final Semaphore places = new Semaphore(AT_A_TIME);
  private volatile @Nullable HttpServer server;

  public QueryServer(Queries queries, String token) {
    this.queries = queries;
    this.expected = ("Bearer " + token).getBytes(UTF_8);
  }

  @Override
  public String name() {
    return "query";
  }

  @Override
  public void start() {
    try {
      HttpServer starting =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      starting.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      starting.createContext(PATH, this::serve);
      starting.start();
      server = starting;
    } catch (IOException e) {
      throw new StartException("cannot listen for queries: " + e.getMessage(), e);
    }
  }

  /** Where it answers, once it is started. */
  public String url() {
    HttpServer running = server;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return "http://127.0.0.1:" + running.getAddress().getPort() + PATH;
  }

  @Override
  public Health check() {
    return server == null ? Health.notReady("not started") : Health.READY;
  }

  @Override
  public void close() {
    HttpServer running = server;
    server = null;
    if (running != null) {
      running.stop(0);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      byte[] brought = String.valueOf(authorization).getBytes(UTF_8);
      if (!exchange.getRequestMethod().equals("POST")
          || !MessageDigest.isEqual(expected, brought)) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      byte[] sql = exchange.getRequestBody().readNBytes(MAX_SQL + 1);
      exchange.sendResponseHeaders(200, 0);
      RowLines lines = new RowLines(new BufferedOutputStream(exchange.getResponseBody(), BUFFER));
      if (sql.length > MAX_SQL) {
        lines.failed("the query is longer than 1 MiB");
      } else if (!places.tryAcquire()) {
        lines.failed(AT_A_TIME + " queries are being answered already; try again");
      } else {
        answer(new String(sql, UTF_8), lines);
      }
    }
  }

  private void answer(String sql, RowLines lines) throws IOException {
    try {
      queries.ask(sql, lines);
    } catch (QueryFailedException e) {
      lines.failed(String.valueOf(e.getMessage()));
    } finally {
      places.release();
    }
  }
}
