package dev.oceanus.local.doctor.wire;

import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.wire.CollectorAnswer.Refused;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** What the collector says of it. */
  public CollectorAnswer answer() {
    return exchange.outcome() instanceof Answered answer
        ? CollectorAnswer.of(answer)
        : new CollectorAnswer(false, List.of());
  }

  /** Its events but those that the collector refused. */
  public List<Sent> taken() {
    Set<Integer> refused =
        answer().refused().stream().map(Refused::index).collect(Collectors.toSet());
    return IntStream.range(0, events.size())
        .filter(index -> !refused.contains(index))
        .mapToObj(events::get)
        .toList();
  }

  /** What it carries and for which site, in words. */
  public String words() {
    if (events.isEmpty()) {
      return "a beacon to " + route.path() + (site.isEmpty() ? "" : "/" + site);
    }
    Sent first = events.getFirst();
    String name = first.name.isEmpty() ? "an event" : first.name;
    String all = events.size() == 1 ? name : name + " and " + (events.size() - 1) + " more";
    return all + (site.isEmpty() ? "" : " for " + site);
  }
}
