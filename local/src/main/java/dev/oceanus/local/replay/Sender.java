package dev.oceanus.local.replay;

import dev.oceanus.collector.agent.Agent;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.common.config.Secret;
import dev.oceanus.common.site.Site.Accepts;
import dev.oceanus.local.replay.Request.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who sent an event first, so that it can be sent again in that name.
 *
 * @param ip address, or null
 * @param userAgent the header, or null
 * @param origin the header, or null
 * @param referer the header, or null
 * @param place where the load balancer thought that they were
 */
record Sender(
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String origin,
    @Nullable String referer,
    Arrival.Place place) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

  /**
   * Names of the headers by which a load balancer tells the place; empty where it tells none.
   *
   * @param country name of the header
   * @param region name of the header
   * @param city name of the header
   */
  record PlaceHeaders(String country, String region, String city) {}

  /**
   * What tells the collector in whose name an event comes, or that it may.
   *
   * @param key of the server that sends, or null if none was given
   */
  record Papers(PlaceHeaders places, Wire wire, @Nullable Secret key) {
    /** Whether an event can come by this interface. */
    boolean allow(Accepts by) {
      return by != Accepts.SERVER || key != null;
    }
  }

  /** The headers with which an event of theirs comes by an interface. */
  List<Header> headers(Papers papers, Accepts by) {
    List<Header> headers = new ArrayList<>(headers(papers.places));
    if (by == Accepts.SERVER && papers.key != null) {
      headers.add(new Header("Authorization", "Bearer " + papers.key.reveal()));
    }
    return headers;
  }

  /** How an event would arrive from them. */
  Arrival arrival(Instant at) {
    return new Arrival(at, ip == null ? "" : ip, userAgent, Agent.UNKNOWN, place, referer);
  }

  /** The headers that tell the collector who they were. */
  List<Header> headers(PlaceHeaders names) {
    List<Header> headers = new ArrayList<>();
    if (ip != null && ADDRESS.matcher(ip).matches()) {
      headers.add(new Header("X-Forwarded-For", ip));
    }
    add(headers, "User-Agent", userAgent);
    add(headers, "Origin", origin);
    add(headers, "Referer", referer);
    add(headers, names.country, place.country());
    add(headers, names.region, place.region());
    add(headers, names.city, place.city());
    return headers;
  }

  /** Adds a header, unless what stands in the row could not have been one. */
  private static void add(List<Header> headers, String name, @Nullable String value) {
    boolean header =
        value != null && !value.isEmpty() && value.chars().noneMatch(Character::isISOControl);
    if (!name.isEmpty() && header) {
      headers.add(new Header(name, String.valueOf(value)));
    }
  }
}
