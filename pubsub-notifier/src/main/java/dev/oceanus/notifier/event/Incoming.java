package dev.oceanus.notifier.event;

import dev.oceanus.common.bus.LiveEvent;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.event.EventCodec.Decoded;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.site.Site;
import dev.oceanus.common.site.SiteCatalogue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads live events by the schemas of their sites. Immutable and thread-safe. */
public final class Incoming {
  private final Map<String, EventCodec> codecs = new HashMap<>();

  public Incoming(SiteCatalogue catalogue) {
    Map<Schema, EventCodec> known = new HashMap<>();
    for (Site site : catalogue.sites()) {
      codecs.put(site.name(), known.computeIfAbsent(site.schema(), EventCodec::new));
    }
  }

  /** The event; empty if its site is not known here, or it is none of the site's schema. */
  public Optional<Occurrence> read(LiveEvent event, Instant now) {
    EventCodec codec = codecs.get(event.site());
    if (codec == null || !(codec.decode(event.event()) instanceof Decoded.Readable readable)) {
      return Optional.empty();
    }
    return Optional.of(new Occurrence(event.site(), event.id(), readable.event(), now));
  }

  /** The event's JSON as it stands in the stream. */
  public byte[] write(Occurrence occurrence) {
    EventCodec codec = codecs.get(occurrence.site());
    if (codec == null) {
      throw new IllegalArgumentException("no site '" + occurrence.site() + "'");
    }
    return codec.encode(occurrence.event());
  }
}
