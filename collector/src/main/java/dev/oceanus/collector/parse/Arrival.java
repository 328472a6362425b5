package dev.oceanus.collector.parse;

import dev.oceanus.collector.agent.Agent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request came: what all of its events share.
 *
 * @param receivedAt when, microseconds at the finest
 * @param ip address of the client, or empty if nobody knows it
 * @param userAgent the header, or null
 * @param agent what the header says
 * @param place where the load balancer thinks that the client is
 * @param referrer the Referer header, or null
 */
public record Arrival(
    Instant receivedAt,
    String ip,
    @Nullable String userAgent,
    Agent agent,
    Place place,
    @Nullable String referrer) {
  /** The same request, sent on behalf of this agent. */
  Arrival by(Agent other) {
    return new Arrival(receivedAt, ip, userAgent, other, place, referrer);
  }

  /** Country, region and city as a load balancer names them. */
  public record Place(@Nullable String country, @Nullable String region, @Nullable String city) {
    /** Nothing is known. */
    public static final Place UNKNOWN = new Place(null, null, null);
  }
}
