package dev.oceanus.local.replay;

import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.rehearsal.Rehearsal;
import dev.oceanus.collector.request.Decoded;
import dev.oceanus.collector.request.MediaType;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.Values;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.local.replay.Sender.Papers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges what the collector refused: the same text, by the same route, as if it came now. */
final class RefusedJudge implements Judge {
  private static final String WHOLE = "whole";

  /** Routes whose whole event may be the path. */
  private static final Set<String> QUERIES =
      Set.of(Wire.route(Accepts.PIXEL), Wire.route(Accepts.MAIL));

  /** As long as this was cut before there was a column that says so. */
  private static final int LONGEST = 65_536;

  private final Sites sites;
  private final Papers papers;

  RefusedJudge(Sites sites, Papers papers) {
    this.sites = sites;
    this.papers = papers;
  }

  @Override
  public List<Judged> judge(KeptRow row) {
    String state = state(row);
    Site site = sites.site(row.text("site"));
    Accepts by = by(row.text("route"));
    if (!state.equals(WHOLE)) {
      return List.of(new Judged.Left(state));
    }
    if (site == null || by == null || !site.accepts().contains(by)) {
      return List.of(new Judged.Left("site or route not in the catalogue"));
    }
    if (site.schema().indexOf(Stamp.EVENT_ID) < 0) {
      return List.of(new Judged.Left("its table has no event_id"));
    }
    if (!papers.allow(by)) {
      return List.of(new Judged.Left("it needs --key-file"));
    }
    if (!site.admits(row.get("origin"))) {
      return List.of(new Judged.Refused(Reason.ORIGIN.key()));
    }
    return events(row, site, by);
  }

  private static String state(KeptRow row) {
    String raw = row.text("raw");
    String state = row.get("raw_state");
    if (state != null) {
      return state;
    }
    if (raw.isEmpty() && !QUERIES.contains(row.text("route"))) {
      return "absent";
    }
    return raw.codePointCount(0, raw.length()) < LONGEST ? WHOLE : "cut";
  }

  private static @Nullable Accepts by(String route) {
    return Arrays.stream(Accepts.values())
        .filter(by -> Wire.route(by).equals(route))
        .findFirst()
        .orElse(null);
  }

  private List<Judged> events(KeptRow row, Site site, Accepts by) {
    MediaType media = media(row, by);
    return switch (sites.rehearsal(site).read(by, media, row.text("raw"))) {
      case Decoded.Unreadable bad -> List.of(new Judged.Refused(bad.reason().key()));
      case Decoded.Events(var events) -> {
        List<Judged> judged = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
          judged.add(event(row, new Sent(site, by, media, events.get(i), i)));
        }
        yield judged;
      }
    };
  }

  private static MediaType media(KeptRow row, Accepts by) {
    String header = row.get("content_type");
    if (header == null) { // from before there was such a column
      boolean parts = row.text("raw").startsWith("--");
      String form = parts ? "multipart/form-data" : "application/x-www-form-urlencoded";
      header = by == Accepts.FORM ? form : "text/plain";
    }
    return MediaType.parse(header);
  }

  /** One event of a request, at its place. */
  private record Sent(Site site, Accepts by, MediaType media, Values values, int index) {}

  private Judged event(KeptRow row, Sent sent) {
    Sender sender =
        new Sender(
            row.get("ip"),
            row.get("user_agent"),
            row.get("origin"),
            row.get("referer"),
            new Arrival.Place(row.get("country"), row.get("region"), row.get("city")));
    Instant refusedAt = row.time(KeptRows.KEPT_AT);
    Arrival arrival = sender.arrival(refusedAt);
    Rehearsal rehearsal = sites.rehearsal(sent.site);
    return switch (rehearsal.judge(sent.by, sent.values, arrival)) {
      case Parsed.Refused refused -> new Judged.Refused(refused.reason().key());
      case Parsed.Accepted(Event event) -> {
        Stamp stamp = new Stamp(sent.site);
        boolean named = stamp.hasId(rehearsal.onTheWire(sent.by, sent.values, arrival));
        String id =
            named
                ? String.valueOf(event.get(Stamp.EVENT_ID))
                : Stamp.derived(row.identity(), sent.index);
        Values stamped = stamp.on(sent.values, sent.by, named ? null : id, occurred(event));
        Request request =
            papers
                .wire()
                .request(sent.site, sent.by, sent.media, stamped, sender.headers(papers, sent.by));
        yield new Judged.Mended(request, sent.site.lane().name(), id, refusedAt);
      }
    };
  }

  static @Nullable Instant occurred(Event event) {
    int index = event.schema().indexOf("occurred_at");
    return index >= 0 && event.get(index) instanceof Instant time ? time : null;
  }
}
