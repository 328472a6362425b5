package dev.oceanus.local.doctor.wire;

import dev.oceanus.local.doctor.facts.Exchange;
import java.util.List;

/**
 * A request that carries events to a collector.
 *
 * @param route by which interface
 * @param site empty where the address names none
 * @param events those that could be read
 */
public record Beacon(Exchange exchange, Route route, String site, List<Sent> events) {
  public Beacon {
    events = List.copyOf(events);
  }

  /**
   * An event as it was sent.
   *
   * @param id {@code event_id}, or empty
   * @param name {@code event_name}, or empty
   * @param visitor {@code visitor_id}, or empty
   */
  public record Sent(String id, String name, String visitor) {}

  /** What it carries, in words. */
  public String words() {
    if (events.isEmpty()) {
      return "a beacon to " + route.path() + (site.isEmpty() ? "" : "/" + site);
    }
    Sent first = events.getFirst();
    String name = first.name.isEmpty() ? "an event" : first.name;
    return events.size() == 1 ? name : name + " and " + (events.size() - 1) + " more";
  }
}
