package dev.oceanus.collector.intake;

import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.privacy.Treatment;
import dev.oceanus.collector.refused.Kept;
import dev.oceanus.collector.refused.Kept.State;
import dev.oceanus.collector.refused.RawKeeper;
import dev.oceanus.collector.request.CodePoints;
import dev.oceanus.common.event.Event;
import dev.oceanus.common.schema.Schemas;
import org.jspecify.annotations.Nullable;

/** Fills one row of the table of refused events. Used once, by one thread. */
final class RefusedRow {
  private final Event event = new Event(Schemas.REFUSED);
  private final RawKeeper keeper;
  private State headers = State.WHOLE;

  private RefusedRow(RawKeeper keeper) {
    this.keeper = keeper;
  }

  static Event of(SiteDesk desk, Intake.Caller caller, Parsed.Refused refused) {
    return new RefusedRow(desk.keeper()).filled(desk, caller, refused);
  }

  private Event filled(SiteDesk desk, Intake.Caller caller, Parsed.Refused refused) {
    Treatment treatment = caller.browser().treatment();
    Arrival arrival = desk.privacy().shown(caller.arrival(), treatment);
    event.set("refused_at", arrival.receivedAt());
    set("site", desk.site().name());
    set("route", caller.route());
    set("reason", refused.reason().key());
    set("field", refused.field().isEmpty() ? null : refused.field());
    set("detail", refused.detail());
    header("ip", arrival.ip().isEmpty() ? null : arrival.ip(), "ip", "rad");
    header("user_agent", arrival.userAgent(), "user_agent", "ua");
    header("content_type", caller.contentType(), "content_type");
    header("origin", caller.origin(), "origin");
    header("referer", arrival.referrer(), "referer", "page_url", "url");
    header("country", arrival.place().country(), "country");
    header("region", arrival.place().region(), "region");
    header("city", arrival.place().city(), "city");
    Kept kept =
        treatment == Treatment.USUAL
            ? keeper.keep(refused.raw(), caller.contentType()).and(headers)
            : keeper.withheld(refused.raw());
    set("raw", kept.text());
    set("raw_state", kept.state().key());
    return event;
  }

  /** Sets a column from a header, by the names that may mask it. */
  private void header(String column, @Nullable String value, String... names) {
    String kept = keeper.header(value, names);
    if (value != null && !value.equals(kept)) {
      headers = State.MASKED;
    }
    set(column, kept);
  }

  private void set(String column, @Nullable String value) {
    int index = Schemas.REFUSED.index(column);
    int most = Schemas.REFUSED.field(index).maxLength();
    event.set(index, value == null ? null : CodePoints.cut(value, most));
  }
}
