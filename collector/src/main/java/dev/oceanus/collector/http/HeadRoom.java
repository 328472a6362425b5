package dev.oceanus.collector.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that heads of requests take together, where ever so many connections send as much of
 * them as they may. Whole heads are counted until they are answered. Of those that have come in
 * part there are only so many, and the one that has been coming longest gives way to the next:
 * nearly all come at once. Thread-safe.
 */
final class HeadRoom {
  /** What a header or a parameter takes besides its text, in Undertow's maps. */
  private static final int EACH = 128;

  /** What a head takes besides those. */
  private static final int EVERY = 2_048;

  /** What a head in part is taken to need. */
  private static final int PART = 128 * 1024;

  private static final int LEAST_PARTS = 16;

  private final long most;
  private final int mostParts;
  private final AtomicLong taken = new AtomicLong();
  private final Set<Coming> parts = new LinkedHashSet<>();

  /** A connection by which a head is coming. */
  interface Coming {
    /** Whether the thread that asks serves it, so that it can be closed at once. */
    boolean isOfThisThread();

    /** It gives way. Called by any thread. */
    void close();
  }

  /**
   * @param bytes for all heads; a quarter of them for those that have come in part
   */
  HeadRoom(long bytes) {
    this.most = bytes - bytes / 4;
    this.mostParts = Math.clamp(bytes / 4 / PART, LEAST_PARTS, Integer.MAX_VALUE);
  }

  /** A head has come in part, and the rest is waited for. */
  void part(Coming connection) {
    Coming longest = null;
    synchronized (parts) {
      if (parts.add(connection) && parts.size() > mostParts) {
        longest = longest(connection);
        parts.remove(longest);
      }
    }
    if (longest != null) {
      longest.close();
    }
  }

  /**
   * The one that has been coming longest, of those that can be closed at once where there are some:
   * a thread may have thousands to read from before it closes what another one asks it to.
   */
  private Coming longest(Coming newest) {
    for (Coming each : parts) {
      if (!each.equals(newest) && each.isOfThisThread()) {
        return each;
      }
    }
    return parts.iterator().next();
  }

  /** No head is coming by this connection any more. */
  void noPart(Coming connection) {
    synchronized (parts) {
      parts.remove(connection);
    }
  }

  /**
   * Takes what the head of a request needs, until it is answered.
   *
   * @return false if there is no room, and nothing was taken
   */
  boolean take(HttpServerExchange exchange) {
    long bytes = bytes(exchange);
    if (taken.addAndGet(bytes) > most) {
      taken.addAndGet(-bytes);
      return false;
    }
    exchange.addExchangeCompleteListener(
        (answered, next) -> {
          taken.addAndGet(-bytes);
          next.proceed();
        });
    return true;
  }

  private static long bytes(HttpServerExchange exchange) {
    long bytes =
        EVERY + exchange.getRequestURI().length() + 2L * exchange.getQueryString().length();
    for (HeaderValues header : exchange.getRequestHeaders()) {
      for (String value : header) {
        bytes += EACH + header.getHeaderName().length() + value.length();
      }
    }
    for (Deque<String> values : exchange.getQueryParameters().values()) {
      bytes += (long) EACH * values.size();
    }
    return bytes;
  }
}
