package dev.oceanus.bench.sample;

import dev.oceanus.common.event.Event;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.schema.Schemas;
import java.time.Instant;

/** The same events as the collector stores them. Thread-safe. */
public final class StoredEvents {
  private static final Instant BEGIN = Instant.parse("2026-11-18T01:02:03.456789Z");

  private final EventCodec codec = new EventCodec(Schemas.WEB);

  /** JSON of the event of this number, one a millisecond. */
  public byte[] json(long number) {
    return json(number, Visit.of(number));
  }

  /**
   * The same with a name and properties of its own.
   *
   * @param properties as JSON
   */
  public byte[] json(long number, String name, String properties) {
    return json(number, Visit.of(number).with(name, properties));
  }

  private byte[] json(long number, Visit visit) {
    Event event = new Event(Schemas.WEB);
    Instant received = BEGIN.plusMillis(number);
    set(event, "event_id", visit.eventId());
    set(event, "site", Beacons.SITE);
    set(event, "event_name", visit.view().event());
    set(event, "received_at", received);
    set(event, "occurred_at", received.minusMillis(312));
    set(event, "visitor_id", visit.visitorId());
    set(event, "session_id", visit.sessionId());
    set(event, "page_url", visit.pageUrl());
    set(event, "page_title", visit.view().title());
    set(event, "referrer", visit.view().referrer());
    for (String name : new String[] {"utm_source", "utm_medium", "utm_campaign"}) {
      set(event, name, visit.parameter(name));
    }
    set(event, "properties", visit.view().properties());
    set(event, "ip", "203.0.113.7");
    setBrowser(event, visit.browser());
    return codec.encode(event);
  }

  private static void setBrowser(Event event, Browser browser) {
    set(event, "user_agent", browser.userAgent());
    set(event, "device_type", browser.device());
    set(event, "browser", browser.name());
    set(event, "os", browser.system());
    set(event, "language", "ja");
    set(event, "charset", "UTF-8");
    set(event, "screen", browser.screen());
    set(event, "viewport", browser.screen());
    set(event, "tag_version", "1.0.0");
  }

  private static void set(Event event, String name, Object value) {
    Schema schema = event.schema();
    if (!value.equals("")) {
      event.set(schema.index(name), value);
    }
  }
}
