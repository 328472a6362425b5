package dev.oceanus.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Kind;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.event.EventCodec.Decoded;
import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Source;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.local.replay.Sender.Papers;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges dead letters. They hold the event as it was stored and not the request, so one is made of
 * it by the names on the wire, and only if the collector would make the same event of that.
 */
final class LetterJudge implements Judge {
  private static final String WHOLE = "whole";
  private static final String BASE64 = "base64:";
  private static final List<Accepts> WAYS =
      List.of(Accepts.EVENTS, Accepts.PIXEL, Accepts.FORM, Accepts.MAIL, Accepts.SERVER);

  private final Sites sites;
  private final Papers papers;
  private final @Nullable String onlySite;

  /**
   * @param onlySite the only one whose events are wanted, or null for all
   */
  LetterJudge(Sites sites, Papers papers, @Nullable String onlySite) {
    this.sites = sites;
    this.papers = papers;
    this.onlySite = onlySite;
  }

  @Override
  public List<Judged> judge(KeptRow row) {
    return List.of(judged(row));
  }

  private Judged judged(KeptRow row) {
    String state = row.get("event_state") == null ? WHOLE : row.text("event_state");
    Site any = sites.ofTable(row.text("lane"));
    if (!state.equals(WHOLE)) {
      return new Judged.Left(state);
    }
    if (any == null) {
      return new Judged.Left("table not in the catalogue");
    }
    if (any.schema().indexOf(Stamp.EVENT_ID) < 0) {
      return new Judged.Left("its table has no event_id");
    }
    byte[] bytes = bytes(row.text("event"));
    return switch (new EventCodec(any.schema()).decode(bytes)) {
      case Decoded.Unreadable fault ->
          fault.field().isEmpty() && !fault.detail().startsWith("must have columns")
              ? new Judged.Left("no event")
              : new Judged.Refused("unreadable");
      case Decoded.Readable(Event event) -> mended(row, event);
    };
  }

  private static byte[] bytes(String event) {
    try {
      return event.startsWith(BASE64)
          ? Base64.getDecoder().decode(event.substring(BASE64.length()))
          : event.getBytes(UTF_8);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // no event, as the codec will find
    }
  }

  private Judged mended(KeptRow row, Event event) {
    Site site = sites.site(String.valueOf(event.get("site")));
    if (site == null || !site.lane().name().equals(row.text("lane"))) {
      return new Judged.Left("site or route not in the catalogue");
    }
    if (onlySite != null && !onlySite.equals(site.name())) {
      return new Judged.Left("another site of the table");
    }
    Accepts by = WAYS.stream().filter(site.accepts()::contains).findFirst().orElse(null);
    if (by == null) {
      return new Judged.Left("site or route not in the catalogue");
    }
    if (!papers.allow(by)) {
      return new Judged.Left("it needs --key-file");
    }
    Sender sender = sender(event);
    Instant received = (Instant) Objects.requireNonNull(event.get("received_at"));
    Values values = values(event);
    if (by == Accepts.SERVER) {
      add(values, event, "ip");
      add(values, event, "user_agent");
    }
    return switch (sites.rehearsal(site).judge(by, values, sender.arrival(received))) {
      case Parsed.Refused refused -> new Judged.Refused(refused.reason().key());
      case Parsed.Accepted(Event again) when !same(event, again) ->
          new Judged.Left("not the same event again");
      case Parsed.Accepted unused -> {
        boolean json = by == Accepts.EVENTS || by == Accepts.SERVER;
        MediaType media = MediaType.parse(json ? "application/json" : null);
        Request request =
            papers.wire().request(site, by, media, values, sender.headers(papers, by));
        String id = String.valueOf(event.get(Stamp.EVENT_ID));
        yield new Judged.Mended(request, site.lane().name(), id, received);
      }
    };
  }

  private static Sender sender(Event event) {
    return new Sender(
        text(event, "ip"),
        text(event, "user_agent"),
        null,
        null,
        new Arrival.Place(text(event, "country"), text(event, "region"), text(event, "city")));
  }

  /** What a server says of the one whom its event is about. */
  private static void add(Values values, Event event, String column) {
    String text = text(event, column);
    if (text != null) {
      values.add(column, Kind.TEXT, text);
    }
  }

  private static @Nullable String text(Event event, String column) {
    return (String) event.get(column);
  }

  private static Values values(Event event) {
    Values values = Values.none();
    for (int i = 0; i < event.schema().size(); i++) {
      Field field = event.schema().field(i);
      Object value = event.get(i);
      if (value != null && field.source().kind() == Source.Kind.WIRE) {
        String name = field.source().names().getFirst();
        String text = value instanceof Instant time ? Stamp.millis(time) : value.toString();
        values.add(name, Kind.TEXT, text);
      }
    }
    return values;
  }

  /** Whether what was sent is the same; what the collector adds by itself may differ. */
  private static boolean same(Event stored, Event again) {
    for (int i = 0; i < stored.schema().size(); i++) {
      Source.Kind kind = stored.schema().field(i).source().kind();
      boolean sent = kind == Source.Kind.WIRE || kind == Source.Kind.PROPERTY;
      if (sent && !Objects.equals(stored.get(i), again.get(i))) {
        return false;
      }
    }
    return true;
  }
}
