package dev.oceanus.chaos.rig;

import dev.oceanus.testkit.ledger.Books;
import dev.oceanus.testkit.ledger.Difference.Kind;
import dev.oceanus.testkit.ledger.Oracle;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Pause;
import java.time.Duration;
import java.util.List;

/**
 * The end of a run: stops the collectors, waits until the loaders have drained the streams, stops
 * them too, and tells the oracle of all that is found.
 */
public final class Audit {
  private static final Duration DRAINED = Duration.ofMinutes(2);
  private static final Duration END = Duration.ofSeconds(30);
  private static final int SHOWN = 500;
  private static final List<String> ALARMS =
      List.of("\"severity\":\"ERROR\"", "did not close within", "OutOfMemoryError");

  private final Rig rig;
  private final Oracle oracle;

  public Audit(Rig rig, Oracle oracle) {
    this.rig = rig;
    this.oracle = oracle;
  }

  /**
   * Makes the audit.
   *
   * @param compared columns of the event tables that are compared
   */
  public void run(List<String> compared) {
    rig.collectors().forEach(this::balance);
    rig.collectors().forEach(this::relays);
    rig.collectors().forEach(Service::leave);
    rig.collectors().forEach(this::end);
    rig.segments().forEach(each -> oracle.differ(Kind.UNTRIMMED, each, "is left in the spool"));
    try (Streams streams = new Streams(rig.redis().url(), rig.lanes().keySet())) {
      if (!streams.awaitDrained(DRAINED)) {
        oracle.differ(Kind.UNTRIMMED, "the streams", "were not drained within " + DRAINED);
      }
      rig.loaders().forEach(this::lanes);
      rig.loaders().forEach(Service::leave);
      rig.loaders().forEach(this::end);
      streams.tell(oracle);
    }
    for (Service service : rig.warehouse().services().reversed()) {
      service.leave();
      service.life().terminate();
      int unused = service.life().awaitEnd(END); // the stand-in has no code of its own for it
    }
    rig.warehouse().tell(rig.lanes().keySet(), compared, oracle);
    rig.warehouse().services().forEach(this::logs);
    rig.services().forEach(this::logs);
    rig.endedByThemselves().forEach(each -> oracle.differ(Kind.PROCESS, "by itself", each));
  }

  /**
   * The end of a run with live events, after the rest.
   *
   * @return what was published and told, a line each
   */
  public String live(Books books) {
    String published = rig.live().tell(books, oracle);
    String told = rig.notices().tell(books, rig.live().breaks(), oracle);
    rig.notifiers().forEach(Service::leave);
    rig.notifiers().forEach(this::end);
    rig.notifiers().forEach(this::logs);
    return published + "\n" + told;
  }

  /** Every event that a process received went to one of the accounts. */
  private void balance(Service collector) {
    Metrics metrics = Metrics.of(collector.adminPort());
    if (metrics.sum("oceanus_collector_received_events_total") == 0) {
      oracle.differ(Kind.PROCESS, collector.name(), "counts no received event");
    }
    for (String site : List.of("site=\"shop\"", "site=\"media\"")) {
      double received = metrics.sum("oceanus_collector_received_events_total", site);
      double refused = metrics.sum("oceanus_collector_refused_events_total", site);
      double stored = metrics.sum("oceanus_collector_stored_events_total", site);
      double spooled = metrics.sum("oceanus_collector_spooled_events_total", site);
      double unavailable = metrics.sum("oceanus_collector_unavailable_events_total", site);
      if (received != refused + stored + spooled + unavailable) {
        oracle.differ(
            Kind.PROCESS,
            collector.life() + " " + site,
            "received %.0f, but %.0f refused + %.0f stored + %.0f spooled + %.0f unavailable"
                .formatted(received, refused, stored, spooled, unavailable));
      }
    }
  }

  /** Where nothing is published there is no such lag. */
  private void relays(Service collector) {
    boolean caughtUp =
        Pause.until(
            DRAINED,
            () ->
                Metrics.of(collector.adminPort()).sum("oceanus_collector_relay_lag_entries") == 0);
    if (!caughtUp) {
      oracle.differ(Kind.UNTRIMMED, collector.name(), "did not publish all within " + DRAINED);
    }
  }

  private void lanes(Service loader) {
    Metrics metrics = Metrics.of(loader.adminPort());
    if (!metrics.has("oceanus_loader_lane_stopped")
        || metrics.sum("oceanus_loader_lane_stopped") > 0) {
      oracle.differ(Kind.STOPPED_LANE, loader.name(), "a lane waits for a person");
    }
    if (metrics.has("oceanus_loader_alarms_total")) {
      oracle.differ(Kind.STOPPED_LANE, loader.name(), "an alarm was raised");
    }
  }

  private void end(Service service) {
    Life life = service.life();
    life.terminate();
    int code = life.awaitEnd(END);
    if (code != 0) {
      oracle.differ(Kind.PROCESS, life.name(), "SIGTERM ended it with code " + code);
    }
  }

  private void logs(Service service) {
    for (Life life : service.lives()) {
      if (service.isExcused(life)) {
        continue;
      }
      List<String> lines =
          life.log().stream().filter(line -> ALARMS.stream().anyMatch(line::contains)).toList();
      if (!lines.isEmpty()) {
        String first = lines.getFirst();
        oracle.differ(
            Kind.PROCESS,
            life.name(),
            "%d errors in its log, the first: %s"
                .formatted(lines.size(), first.substring(0, Math.min(first.length(), SHOWN))));
      }
    }
  }
}
