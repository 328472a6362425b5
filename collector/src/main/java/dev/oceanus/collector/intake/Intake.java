package dev.oceanus.collector.intake;

import dev.oceanus.collector.commit.Commit;
import dev.oceanus.collector.commit.Committer;
import dev.oceanus.collector.commit.Submission;
import dev.oceanus.collector.ledger.Ledger;
import dev.oceanus.collector.ledger.SiteLedger;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.EventReader;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.parse.SitePlan;
import dev.oceanus.collector.privacy.Browser;
import dev.oceanus.collector.privacy.DailySalts;
import dev.oceanus.collector.privacy.Guise;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a request, whatever route they came by: parses them, has the good ones stored
 * together, records the others, and keeps the ledger. Thread-safe.
 */
public final class Intake {
  private final Map<Site.Accepts, Map<String, SiteDesk>> desks;
  private final Parts parts;

  /** What it works with. */
  public record Parts(
      EventReader parser,
      Committer committer,
      RefusedEvents refusedEvents,
      Ledger ledger,
      DailySalts salts,
      LongSupplier nanos,
      FailPoints failPoints) {}

  /**
   * How a request came, for what is kept of refused events, and who runs the answer.
   *
   * @param route as refused events name it
   * @param contentType the header, or null
   * @param origin the header, or null
   * @param browser what else the headers say of the browser
   */
  public record Caller(
      String route,
      Arrival arrival,
      @Nullable String contentType,
      @Nullable String origin,
      Executor owner,
      Browser browser) {
    /** One whose browser objects to nothing. */
    public Caller(
        String route,
        Arrival arrival,
        @Nullable String contentType,
        @Nullable String origin,
        Executor owner) {
      this(route, arrival, contentType, origin, owner, Browser.USUAL);
    }
  }

  public Intake(SiteCatalogue catalogue, Parts parts) {
    this.parts = parts;
    this.desks = new EnumMap<>(Site.Accepts.class);
    for (Site.Accepts by : Site.Accepts.values()) {
      desks.put(by, new LinkedHashMap<>());
    }
    for (Site site : catalogue.sites()) {
      SiteLedger ledger = parts.ledger().of(site.name());
      for (Site.Accepts by : site.accepts()) {
        of(by).put(site.name(), SiteDesk.of(new SitePlan(site, by), ledger, parts.salts()));
      }
    }
  }

  private Intake(Map<Site.Accepts, Map<String, SiteDesk>> desks, Parts parts) {
    this.desks = desks;
    this.parts = parts;
  }

  /** The same intake, where events are read in a way that stands on the usual one. */
  public Intake reading(UnaryOperator<EventReader> way) {
    return new Intake(
        desks,
        new Parts(
            way.apply(parts.parser),
            parts.committer,
            parts.refusedEvents,
            parts.ledger,
            parts.salts,
            parts.nanos,
            parts.failPoints));
  }

  /** What is prepared for a site that is open to an interface, or null. */
  public @Nullable SiteDesk desk(String site, Site.Accepts by) {
    return of(by).get(site);
  }

  /** The first site of the catalogue that is open to an interface, or null. */
  public @Nullable SiteDesk firstDesk(Site.Accepts by) {
    return of(by).values().stream().findFirst().orElse(null);
  }

  private Map<String, SiteDesk> of(Site.Accepts by) {
    return Objects.requireNonNull(desks.get(by), by::name);
  }

  /** Counts a request for a site that takes none of it. */
  public void unknownSite() {
    parts.ledger.unknownSite();
  }

  /** Counts a request whose body there was no room for. */
  public void noRoom() {
    parts.ledger.noRoom();
  }

  /** Takes the events of a request; the answer comes at once, or through the caller's owner. */
  public void take(SiteDesk desk, Caller caller, List<Values> events, Consumer<Outcome> answer) {
    parts.failPoints.pass(FailPoint.COLLECTOR_RECEIVED);
    Guise guise = desk.privacy().guise(caller.arrival, caller.browser);
    if (!guise.stored()) {
      decline(desk, events.size(), answer);
      return;
    }
    List<byte[]> accepted = new ArrayList<>(events.size());
    List<Outcome.Refusal> refusals = List.of();
    List<Parsed.Refused> refused = List.of();
    long bytes = 0;
    for (int i = 0; i < events.size(); i++) {
      switch (parts.parser.parse(desk.plan(), caller.arrival, events.get(i))) {
        case Parsed.Accepted(var event) -> {
          guise.apply(event);
          byte[] json = desk.codec().encode(event);
          accepted.add(json);
          bytes += json.length;
        }
        case Parsed.Refused fault -> {
          refusals = refusals.isEmpty() ? new ArrayList<>() : refusals;
          refusals.add(new Outcome.Refusal(i, fault.reason(), fault.field()));
          refused = refused.isEmpty() ? new ArrayList<>() : refused;
          refused.add(fault);
        }
      }
    }
    desk.ledger().received(events.size());
    refused.forEach(each -> desk.ledger().refused(each.reason()));
    if (accepted.isEmpty()) {
      answer.accept(new Outcome(Outcome.Result.REFUSED, 0, refusals));
    } else {
      if (guise.unsalted()) {
        parts.ledger.unsalted(accepted.size());
      }
      submit(desk, caller, new Accepted(accepted, bytes, refusals), answer);
    }
    // Last, since nobody waits for it, and a fault here must not cost the good events.
    refused.forEach(each -> parts.refusedEvents.record(desk, caller, each));
  }

  private static void decline(SiteDesk desk, int events, Consumer<Outcome> answer) {
    desk.ledger().received(events);
    desk.ledger().declined(events);
    answer.accept(Outcome.DECLINED);
  }

  /** Refuses a request whose events cannot be told apart; it counts as one event. */
  public Outcome refuse(SiteDesk desk, Caller caller, Parsed.Refused refused) {
    desk.ledger().received(1);
    desk.ledger().refused(refused.reason());
    parts.refusedEvents.record(desk, caller, refused);
    return refused(refused.reason(), refused.field());
  }

  private static Outcome refused(Reason reason, String field) {
    return new Outcome(Outcome.Result.REFUSED, 0, List.of(new Outcome.Refusal(0, reason, field)));
  }

  /** Turns a request away unread; it counts as one event, and nothing is kept of it. */
  public Outcome turnAway(SiteDesk desk, Reason reason) {
    desk.ledger().received(1);
    desk.ledger().refused(reason);
    parts.ledger.refusedUnrecorded();
    return refused(reason, "");
  }

  /** What is left of a request once it is parsed. */
  private record Accepted(List<byte[]> events, long bytes, List<Outcome.Refusal> refusals) {}

  private void submit(SiteDesk desk, Caller caller, Accepted accepted, Consumer<Outcome> answer) {
    Consumer<Commit> told = commit -> answer.accept(outcome(desk, accepted, commit));
    Submission submission =
        new Submission(
            desk.shard(),
            accepted.events,
            accepted.bytes,
            parts.nanos.getAsLong(),
            caller.owner,
            told);
    if (!parts.committer.offer(submission)) {
      told.accept(Commit.UNAVAILABLE);
    }
  }

  private static Outcome outcome(SiteDesk desk, Accepted accepted, Commit commit) {
    int events = accepted.events.size();
    return switch (commit) {
      case STORED -> {
        desk.ledger().stored(events);
        yield new Outcome(Outcome.Result.STORED, events, accepted.refusals);
      }
      case SPOOLED -> {
        desk.ledger().spooled(events);
        yield new Outcome(Outcome.Result.STORED, events, accepted.refusals);
      }
      case UNAVAILABLE -> {
        desk.ledger().unavailable(events);
        yield new Outcome(Outcome.Result.UNAVAILABLE, 0, accepted.refusals);
      }
    };
  }
}
