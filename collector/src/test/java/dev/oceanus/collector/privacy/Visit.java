package dev.oceanus.collector.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.SetClock;
import dev.oceanus.collector.SharedSalts;
import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.EventParser;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.parse.SitePlan;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is stored of a browser that sends events to a site; a salt of the day is there. */
final class Visit {
  static final String NOW = "2026-11-25T10:00:00Z";
  static final String AGENT =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Safari/537.36";

  private static final JsonEvents JSON = new JsonEvents(100);

  private final DailySalts salts = new SharedSalts().salts(new SetClock(NOW));
  private final Site site;
  private final SitePrivacy privacy;
  private Browser browser = Browser.USUAL;
  private String ip = "203.0.113.9";

  Visit(Site site) {
    this.site = site;
    this.privacy = new SitePrivacy(plan(site), salts);
    salts.refresh();
  }

  private static SitePlan plan(Site site) {
    Accepts by =
        Stream.of(Accepts.SWALLOW, Accepts.PIRATE, Accepts.EVENTS, Accepts.FORM)
            .filter(site.accepts()::contains)
            .findFirst()
            .orElseThrow();
    return new SitePlan(site, by);
  }

  /** By a browser of which this is known. */
  Visit by(Browser known) {
    browser = known;
    return this;
  }

  /** By one that gets this treatment. */
  Visit getting(Treatment treatment) {
    return by(new Browser(treatment, null));
  }

  Visit from(String address) {
    ip = address;
    return this;
  }

  private Arrival arrival() {
    return new Arrival(
        Instant.parse(NOW),
        ip,
        AGENT,
        new Agents().of(AGENT),
        new Arrival.Place("JP", "13", "Minato"),
        "https://me@shop.example/from?email=me&page=1");
  }

  /** What is kept of how a refused event came. */
  Arrival shown() {
    return privacy.shown(arrival(), browser.treatment());
  }

  /** What is stored of an event in JSON. */
  Event event(String json) {
    return stored(json, null);
  }

  /** The same where the event has an address of its own. */
  Event event(String json, String address) {
    return stored(json, address);
  }

  private Event stored(String json, @Nullable String address) {
    Decoded.Events events = (Decoded.Events) JSON.read(json.getBytes(UTF_8));
    return switch (new EventParser(JSON).parse(plan(site), arrival(), events.events().get(0))) {
      case Parsed.Accepted(var event) -> {
        if (address != null) {
          event.set("ip", address);
        }
        privacy.guise(arrival(), browser).apply(event);
        yield event;
      }
      case Parsed.Refused refused ->
          throw new AssertionError("refused: " + refused.reason() + " " + refused.field());
    };
  }
}
