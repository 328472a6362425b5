package dev.oceanus.collector.intake;

import dev.oceanus.collector.SharedSalts;
import dev.oceanus.collector.TestSites;
import dev.oceanus.collector.agent.Agent;
import dev.oceanus.collector.commit.CommitLimits;
import dev.oceanus.collector.commit.Committer;
import dev.oceanus.collector.commit.Spool;
import dev.oceanus.collector.commit.StoreState;
import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.EventParser;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.privacy.Browser;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.stream.StreamAppender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Intake with everything behind it but Redis, by a clock that can be set ahead. */
final class Desks implements AutoCloseable {
  static final int QUEUE_EVENTS = 1_000;
  static final Arrival ARRIVAL =
      new Arrival(
          Instant.parse("2026-11-24T08:15:02.123456Z"),
          "203.0.113.9",
          "test/1",
          Agent.UNKNOWN,
          Arrival.Place.UNKNOWN,
          null);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong ahead = new AtomicLong();
  private final Committer committer;
  private final Intake intake;

  /**
   * @param aMinute refused events that are kept a minute for each site and reason
   */
  Desks(StreamAppender appender, int aMinute) {
    this(appender, Spool.NONE, aMinute, TestSites.catalogue());
  }

  /** The same with a spool. */
  Desks(StreamAppender appender, Spool spool, int aMinute) {
    this(appender, spool, aMinute, TestSites.catalogue());
  }

  /** The same for these sites. */
  Desks(StreamAppender appender, int aMinute, SiteCatalogue catalogue) {
    this(appender, Spool.NONE, aMinute, catalogue);
  }

  private Desks(StreamAppender appender, Spool spool, int aMinute, SiteCatalogue catalogue) {
    committer =
        new Committer(
            new Committer.Parts(
                appender,
                spool,
                () -> true,
                new StoreState(this::nanos),
                new CommitLimits(2, QUEUE_EVENTS, 16 << 20, 50, 1 << 20, Duration.ofMillis(200)),
                registry,
                this::nanos,
                FailPoints.none(),
                (what, cause) -> {
                  throw new AssertionError(what, cause);
                }));
    Ledger ledger = new Ledger(registry);
    intake =
        new Intake(
            catalogue,
            new Intake.Parts(
                new EventParser(new JsonEvents(100)),
                committer,
                new RefusedEvents(committer, ledger, this::nanos, FailPoints.none(), aMinute),
                ledger,
                SharedSalts.unused(),
                this::nanos,
                FailPoints.none()));
  }

  /** Begins to store what is taken. */
  void start() {
    committer.start();
  }

  /** Sets the clock ahead. */
  void advance(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  private long nanos() {
    return System.nanoTime() + ahead.get();
  }

  void take(Site site, JsonEvents json, String body, Consumer<Outcome> answer) {
    take(site, Browser.USUAL, json, body, answer);
  }

  void take(Site site, Browser browser, JsonEvents json, String body, Consumer<Outcome> answer) {
    Decoded.Events events = (Decoded.Events) json.read(body);
    intake.take(desk(site), caller(browser), events.events(), answer);
  }

  Outcome refuse(Site site, Reason reason) {
    return refuse(site, Browser.USUAL, reason);
  }

  Outcome refuse(Site site, Browser browser, Reason reason) {
    return intake.refuse(
        desk(site),
        caller(browser),
        new Parsed.Refused(reason, "evt", "the rule", Raw.query("as=it+was+sent")));
  }

  private SiteDesk desk(Site site) {
    Site.Accepts by = site.accepts().stream().min(Comparator.naturalOrder()).orElseThrow();
    return Objects.requireNonNull(intake.desk(site.name(), by));
  }

  @Nullable SiteDesk desk(String name, Site.Accepts by) {
    return intake.desk(name, by);
  }

  @Nullable SiteDesk firstDesk(Site.Accepts by) {
    return intake.firstDesk(by);
  }

  private static Intake.Caller caller(Browser browser) {
    return new Intake.Caller(
        "/v1/pixel", ARRIVAL, null, "https://shop.example", Runnable::run, browser);
  }

  /** Events of a site that were {@code received}, {@code stored}, ... so far. */
  long count(String what, Site site) {
    return (long)
        registry
            .find("oceanus_collector_" + what + "_events")
            .tag("site", site.name())
            .counters()
            .stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  long refused(Site site, Reason reason) {
    return (long)
        registry
            .get("oceanus_collector_refused_events")
            .tag("site", site.name())
            .tag("reason", reason.key())
            .counter()
            .count();
  }

  /** Refused events that were only counted so far. */
  long unrecorded() {
    return (long) registry.get("oceanus_collector_refused_unrecorded_events").counter().count();
  }

  @Override
  public void close() {
    committer.close();
  }
}
