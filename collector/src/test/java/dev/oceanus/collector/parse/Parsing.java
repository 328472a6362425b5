package dev.oceanus.collector.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;

/** From text to event, as the routes go. */
final class Parsing {
  private static final JsonEvents JSON = new JsonEvents(100);

  private final SitePlan plan;
  private final Arrival arrival;

  /** By the interface of this kind of site that takes pairs. */
  Parsing(Site site, Arrival arrival) {
    this(site, arrival, usual(site));
  }

  Parsing(Site site, Arrival arrival, Accepts by) {
    this.plan = new SitePlan(site, by);
    this.arrival = arrival;
  }

  private static Accepts usual(Site site) {
    return switch (site.schema().name()) {
      case "oceanus-log" -> Accepts.SWALLOW;
      case "oceanus-form" -> Accepts.PIRATE;
      default -> Accepts.PIXEL;
    };
  }

  Parsed values(Values values) {
    return new EventParser(JSON).parse(plan, arrival, values);
  }

  /** The event of a query in UTF-8. */
  Parsed query(String query) {
    return values(fields(query));
  }

  /** The event of a JSON object. */
  Parsed json(String json) {
    return values(((Decoded.Events) JSON.read(json)).events().get(0));
  }

  /** The event of a form's fields. */
  Parsed form(String fields) {
    return values(FormEvent.of(plan, fields(fields), arrival));
  }

  private static Values fields(String query) {
    String wire = new String(query.getBytes(UTF_8), ISO_8859_1);
    return UrlEncoded.read(wire, 1000).orElseThrow();
  }

  static Event accepted(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Accepted(var event) -> event;
      case Parsed.Refused refused ->
          throw new AssertionError("refused: " + refused.reason() + " " + refused.field());
    };
  }

  static Parsed.Refused refused(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Accepted(var event) -> throw new AssertionError("accepted: " + event);
      case Parsed.Refused refused -> refused;
    };
  }
}
