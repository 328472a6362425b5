package dev.oceanus.collector.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.click.Links.Verdict.Allowed;
import dev.oceanus.collector.click.Links.Verdict.Denied;
import dev.oceanus.collector.http.HttpConfig;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.ClickEvent;
import dev.oceanus.collector.parse.EventParser;
import dev.oceanus.collector.parse.EventReader;
import dev.oceanus.collector.parse.FormEvent;
import dev.oceanus.collector.parse.MailEvent;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.parse.ServerEvents;
import dev.oceanus.collector.parse.SitePlan;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.FormFields;
import dev.oceanus.collector.request.JsonEvents;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what a site was sent and judges it as the collector would, by the same decoders and the
 * same parser. Thread-safe.
 */
public final class Rehearsal {
  private static final int MAX_PARAMETERS = HttpConfig.MAX_PARAMETERS;

  private final Map<Accepts, SitePlan> plans = new EnumMap<>(Accepts.class);
  private final JsonEvents json;
  private final FormFields forms = new FormFields(MAX_PARAMETERS);
  private final EventReader parser;
  private final EventReader servers;
  private final Links links;

  /**
   * @param maxEvents longest array that is taken
   * @param links decides about clicks
   */
  public Rehearsal(Site site, int maxEvents, Links links) {
    site.accepts().forEach(by -> plans.put(by, new SitePlan(site, by)));
    this.json = new JsonEvents(maxEvents);
    this.parser = new EventParser(json);
    this.servers = new ServerEvents(parser, new Agents());
    this.links = links;
  }

  /**
   * The events of a text that came by this interface.
   *
   * @param raw as the table of refused events keeps it
   */
  public Decoded read(Accepts by, MediaType media, String raw) {
    return switch (by) {
      case EVENTS, SERVER ->
          JsonEvents.takes(media)
              ? json.read(raw)
              : new Decoded.Unreadable(Reason.MEDIA_TYPE, "not JSON");
      case FORM, PIRATE ->
          FormFields.takes(media)
              ? forms.read(media, raw.getBytes(UTF_8))
              : new Decoded.Unreadable(Reason.MEDIA_TYPE, "not a form");
      case PIXEL, SWALLOW, GAZE, PIERCE, CLICK ->
          query(new String(raw.getBytes(UTF_8), ISO_8859_1));
      case MAIL -> mail(query(new String(raw.getBytes(UTF_8), ISO_8859_1)));
    };
  }

  private static Decoded query(String raw) {
    Optional<Values> values = UrlEncoded.read(raw, MAX_PARAMETERS);
    if (values.isEmpty()) {
      return new Decoded.Unreadable(
          Reason.TOO_MANY_PARAMETERS, "more than " + MAX_PARAMETERS + " parameters");
    }
    return values.get().count("site") > 1
        ? new Decoded.Unreadable(Reason.SITE_REPEATED, "the site stands twice")
        : new Decoded.Events(List.of(values.get()));
  }

  /** A step of a mail's picture as the event that it is, from which no others follow. */
  private Decoded mail(Decoded query) {
    if (!(query instanceof Decoded.Events(var events))) {
      return query;
    }
    OptionalInt seconds = MailEvent.seconds(events.get(0));
    return seconds.isEmpty()
        ? new Decoded.Unreadable(Reason.INVALID, "no step of ours")
        : new Decoded.Events(
            List.of(MailEvent.of(plan(Accepts.MAIL), events.get(0), seconds.getAsInt())));
  }

  /** The values as the parser gets them: a form's fields by the names on the wire. */
  public Values onTheWire(Accepts by, Values sent, Arrival arrival) {
    return switch (by) {
      case FORM -> FormEvent.of(plan(by), sent, arrival);
      case CLICK ->
          links.judge(plan(by).site(), sent, arrival.receivedAt()) instanceof Allowed(var url)
              ? ClickEvent.of(plan(by), sent, arrival, url)
              : sent;
      case EVENTS, PIXEL, MAIL, SERVER, SWALLOW, GAZE, PIERCE, PIRATE -> sent;
    };
  }

  /** What would become of an event. */
  public Parsed judge(Accepts by, Values sent, Arrival arrival) {
    if (by == Accepts.CLICK
        && links.judge(plan(by).site(), sent, arrival.receivedAt()) instanceof Denied denied) {
      return new Parsed.Refused(denied.reason(), denied.field(), denied.detail(), sent.sent());
    }
    EventReader reader = by == Accepts.SERVER ? servers : parser;
    return reader.parse(plan(by), arrival, onTheWire(by, sent, arrival));
  }

  private SitePlan plan(Accepts by) {
    return Objects.requireNonNull(plans.get(by), by::name);
  }
}
