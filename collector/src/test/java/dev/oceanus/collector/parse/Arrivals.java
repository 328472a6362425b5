package dev.oceanus.collector.parse;

import dev.oceanus.collector.agent.Agent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the requests of these tests came. */
final class Arrivals {
  static final Instant NOW = Instant.parse("2026-11-24T08:15:02.123456Z");

  /** By a browser behind a load balancer that knows places. */
  static final Arrival BROWSER =
      new Arrival(
          NOW,
          "203.0.113.9",
          "Mozilla/5.0 (test)",
          new Agent("pc", "Firefox 145", "Linux", null),
          new Arrival.Place("JP", "13", "Shibuya"),
          "https://shop.example/form");

  /** With nothing but a connection. */
  static final Arrival BARE =
      new Arrival(NOW, "2001:db8::1", null, Agent.UNKNOWN, Arrival.Place.UNKNOWN, null);

  private Arrivals() {}

  static Arrival withReferrer(@Nullable String referrer) {
    return new Arrival(NOW, "2001:db8::1", null, Agent.UNKNOWN, Arrival.Place.UNKNOWN, referrer);
  }
}
