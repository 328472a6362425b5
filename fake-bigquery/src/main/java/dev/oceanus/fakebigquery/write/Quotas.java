package dev.oceanus.fakebigquery.write;

import dev.oceanus.fakebigquery.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Quotas that are counted in memory: connections at once, and bytes a second. Source: "Quotas and
 * limits", Storage Write API: 1,000 connections and 300 MB a second for a project and region.
 * Thread-safe.
 */
final class Quotas {
  private final Settings settings;
  private final Clock clock;
  private final AtomicInteger connections = new AtomicInteger();
  private Instant second = Instant.EPOCH;
  private long bytes;

  Quotas(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Counts a connection until {@link #disconnect}. */
  void connect() {
    if (connections.incrementAndGet() > settings.number("writeConnections")) {
      connections.decrementAndGet();
      throw new RefusedException(
          Refusals.quota(settings.number("writeConnections") + " connections at once"));
    }
  }

  void disconnect() {
    connections.decrementAndGet();
  }

  /** Connections that are open. */
  int connections() {
    return connections.get();
  }

  /** Counts the bytes of an append. */
  synchronized void take(long more) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (!now.equals(second)) {
      second = now;
      bytes = 0;
    }
    if (bytes + more > settings.number("writeBytesPerSecond")) {
      throw new RefusedException(
          Refusals.quota(settings.number("writeBytesPerSecond") + " bytes in a second"));
    }
    bytes += more;
  }
}
