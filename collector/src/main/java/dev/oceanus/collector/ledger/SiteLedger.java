package dev.oceanus.collector.ledger;

import dev.oceanus.collector.request.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * The account of one site: {@code received = refused + declined + stored + spooled + unavailable},
 * where every event is received once and ends in one of the five. Thread-safe.
 */
public final class SiteLedger {
  private final Counter received;
  private final Counter declined;
  private final Counter stored;
  private final Counter spooled;
  private final Counter unavailable;
  private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

  SiteLedger(MeterRegistry registry, String site) {
    received = counter(registry, site, "received", "Events that came for a site.");
    declined =
        counter(registry, site, "declined", "Events that were not stored since browsers object.");
    stored =
        counter(registry, site, "stored", "Events that were answered when Redis had them on disk.");
    spooled =
        counter(
            registry, site, "spooled", "Events that were answered when they were in the spool.");
    unavailable =
        counter(registry, site, "unavailable", "Events that could not be stored, answered 503.");
    for (Reason reason : Reason.values()) {
      refused.put(
          reason,
          Counter.builder("oceanus_collector_refused_events")
              .description("Events that failed a check.")
              .tag("site", site)
              .tag("reason", reason.key())
              .register(registry));
    }
  }

  private static Counter counter(
      MeterRegistry registry, String site, String what, String description) {
    return Counter.builder("oceanus_collector_" + what + "_events")
        .description(description)
        .tag("site", site)
        .register(registry);
  }

  /** So many events came. */
  public void received(int events) {
    received.increment(events);
  }

  /** One of them failed a check. */
  public void refused(Reason reason) {
    Counter counter = refused.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  /** So many are not stored, by the site's privacy settings. */
  public void declined(int events) {
    declined.increment(events);
  }

  /** So many are on the disk of Redis. */
  public void stored(int events) {
    stored.increment(events);
  }

  /** So many are in the spool. */
  public void spooled(int events) {
    spooled.increment(events);
  }

  /** So many were answered as unavailable. */
  public void unavailable(int events) {
    unavailable.increment(events);
  }
}
