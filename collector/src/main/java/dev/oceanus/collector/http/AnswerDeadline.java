package dev.oceanus.collector.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Cuts whoever neither takes an answer nor ends the request that it is the answer to: after ten
 * seconds such a connection is closed. Answers that are gone at once, which is nearly all, cost
 * nothing.
 */
final class AnswerDeadline {
  private static final long SECONDS = 10;

  private AnswerDeadline() {}

  /** Begins, unless all is done; called on the connection's I/O thread, behind the answer. */
  static void begin(HttpServerExchange exchange) {
    ServerConnection connection = exchange.getConnection();
    if (!exchange.isComplete() && connection.isOpen()) {
      exchange.getIoThread().executeAfter(() -> cut(exchange), SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void cut(HttpServerExchange exchange) {
    if (!exchange.isComplete()) {
      IoUtils.safeClose(exchange.getConnection());
    }
  }
}
