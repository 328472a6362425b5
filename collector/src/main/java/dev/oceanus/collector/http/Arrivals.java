package dev.oceanus.collector.http;

import dev.oceanus.collector.address.ClientAddress;
import dev.oceanus.collector.address.Ip;
import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.parse.Arrival;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from connection and headers how a request came. Thread-safe. */
final class Arrivals {
  private final Clock clock;
  private final Agents agents;
  private final ClientAddress addresses;
  private final @Nullable HttpString country;
  private final @Nullable HttpString region;
  private final @Nullable HttpString city;

  Arrivals(Clock clock, Agents agents, HttpConfig config) {
    this.clock = clock;
    this.agents = agents;
    this.addresses = new ClientAddress(config.trust());
    this.country = name(config.place().country());
    this.region = name(config.place().region());
    this.city = name(config.place().city());
  }

  private static @Nullable HttpString name(String header) {
    return header.isEmpty() ? null : new HttpString(header);
  }

  /** How this request came, now. */
  Arrival of(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    String userAgent = Call.header(headers, Headers.USER_AGENT);
    return new Arrival(
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        client(exchange).toString(),
        userAgent,
        agents.of(userAgent),
        place(headers),
        Call.header(headers, Headers.REFERER));
  }

  /** Address of the client. */
  Ip client(HttpServerExchange exchange) {
    Ip peer = Ip.of(exchange.getSourceAddress().getAddress().getAddress());
    HeaderValues forwardedFor = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
    return forwardedFor == null ? peer : addresses.of(peer, List.copyOf(forwardedFor));
  }

  private Arrival.Place place(HeaderMap headers) {
    if (country == null && region == null && city == null) {
      return Arrival.Place.UNKNOWN;
    }
    return new Arrival.Place(value(headers, country), value(headers, region), value(headers, city));
  }

  private static @Nullable String value(HeaderMap headers, @Nullable HttpString name) {
    String value = name == null ? null : Call.header(headers, name);
    return value == null || value.isBlank() ? null : value;
  }
}
