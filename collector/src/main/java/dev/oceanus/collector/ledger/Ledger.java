package dev.oceanus.collector.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * The accounts of all sites, and what belongs to none. Names that are not in the catalogue never
 * become a label.
 */
public final class Ledger {
  private final MeterRegistry registry;
  private final Counter unknownSites;
  private final Counter refusedUnrecorded;
  private final Counter failedRequests;
  private final Counter unsalted;
  private final Counter noRoom;

  public Ledger(MeterRegistry registry) {
    this.registry = registry;
    unknownSites =
        Counter.builder("oceanus_collector_unknown_site_requests")
            .description("Requests for a site that is not in the catalogue, or not open to them.")
            .register(registry);
    refusedUnrecorded =
        Counter.builder("oceanus_collector_refused_unrecorded_events")
            .description("Refused events that were only counted, to keep their table small.")
            .register(registry);
    unsalted =
        Counter.builder("oceanus_collector_unsalted_events")
            .description("Events that were stored without a visitor, for want of a daily salt.")
            .register(registry);
    failedRequests =
        Counter.builder("oceanus_collector_failed_requests")
            .description("Requests that met a fault of ours and were answered 500.")
            .register(registry);
    noRoom =
        Counter.builder("oceanus_collector_no_room_requests")
            .description(
                "Requests whose heads or bodies there was no room for; they were answered 503.")
            .register(registry);
  }

  /** Shows how many requests wait for their answers. */
  public void openRequests(Supplier<Number> open) {
    Gauge.builder("oceanus_collector_open_requests", open)
        .description("Requests that have come in and have no answer yet.")
        .register(registry);
  }

  /** The account of how long answers take. */
  public AnswerLedger answers() {
    return new AnswerLedger(registry);
  }

  /** The account of answers that are held back. */
  public DelayLedger delays() {
    return new DelayLedger(registry);
  }

  /** The account of a site of the catalogue. */
  public SiteLedger of(String site) {
    return new SiteLedger(registry, site);
  }

  /** A request named a site that takes none. */
  public void unknownSite() {
    unknownSites.increment();
  }

  /** A refused event was counted, but not recorded. */
  public void refusedUnrecorded() {
    refusedUnrecorded.increment();
  }

  /** So many events were stored without a visitor, since there was no salt of the day. */
  public void unsalted(int events) {
    unsalted.increment(events);
  }

  /** There was no room for a request's body. */
  public void noRoom() {
    noRoom.increment();
  }

  /** A request met a fault of ours. */
  public void failedRequest() {
    failedRequests.increment();
  }
}
