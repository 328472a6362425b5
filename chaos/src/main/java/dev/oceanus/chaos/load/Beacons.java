package dev.oceanus.chaos.load;

import dev.oceanus.testkit.ledger.Sent;
import dev.oceanus.testkit.ledger.Sent.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes up requests as they come from pages: pixels, posts of one event and of several, and now and
 * then one that must be refused, in whole or in part. Used by one thread.
 */
final class Beacons {
  private static final int MOST_EVENTS = 10;

  private final RandomGenerator random;
  private final Visits visits;

  Beacons(RandomGenerator random) {
    this.random = random;
    this.visits = new Visits(random);
  }

  Beacon next() {
    String site = Visits.SITES.get(random.nextInt(Visits.SITES.size()));
    int dice = random.nextInt(100);
    if (dice < 55) {
      return pixel(visits.next(site), Destination.TABLE);
    }
    if (dice < 75) {
      return post(List.of(visits.next(site)), Destination.TABLE);
    }
    if (dice < 90) {
      return post(several(site), Destination.TABLE);
    }
    if (dice < 93) {
      return mixed(several(site));
    }
    return refused(visits.next(site));
  }

  private List<Visit> several(String site) {
    List<Visit> several = new ArrayList<>();
    int count = random.nextInt(2, MOST_EVENTS + 1);
    for (int i = 0; i < count; i++) {
      several.add(visits.next(site));
    }
    return several;
  }

  private static Beacon pixel(Visit visit, Destination destination) {
    return new Beacon(
        "GET",
        "/v1/pixel/" + visit.site() + "?" + visit.query(),
        "",
        visit.userAgent(),
        List.of(visit.sent(destination)));
  }

  private Beacon post(List<Visit> together, Destination destination) {
    List<String> texts = together.stream().map(each -> each.json(random.nextBoolean())).toList();
    String body = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
    return post(together, body, destinations(together.size(), destination));
  }

  /** One request has one user agent, whatever its events were made with. */
  private static Beacon post(List<Visit> together, String body, List<Destination> destinations) {
    Visit first = together.getFirst();
    List<Sent> events = new ArrayList<>();
    for (int i = 0; i < together.size(); i++) {
      Visit visit = together.get(i);
      events.add(
          new Visit(visit.site(), first.userAgent(), visit.values(), visit.derived())
              .sent(destinations.get(i)));
    }
    return new Beacon("POST", "/v1/events/" + first.site(), body, first.userAgent(), events);
  }

  private static List<Destination> destinations(int count, Destination destination) {
    return new ArrayList<>(Collections.nCopies(count, destination));
  }

  /** One of the events lacks its name; the others are taken. */
  private Beacon mixed(List<Visit> together) {
    int bad = random.nextInt(together.size());
    List<Visit> changed = new ArrayList<>(together);
    changed.set(bad, together.get(bad).without("event_name"));
    List<Destination> destinations = destinations(together.size(), Destination.TABLE);
    destinations.set(bad, Destination.REFUSED);
    String body =
        "[" + String.join(",", changed.stream().map(each -> each.json(true)).toList()) + "]";
    return post(changed, body, destinations);
  }

  private Beacon refused(Visit visit) {
    return switch (random.nextInt(4)) {
      case 0 -> pixel(visit.without("event_name"), Destination.REFUSED);
      case 1 -> pixel(visit.with("properties", "{\"壊れた\": "), Destination.REFUSED);
      case 2 -> {
        String json = visit.json(true);
        yield post(
            List.of(visit),
            json.substring(0, json.length() - 1),
            destinations(1, Destination.REFUSED));
      }
      default -> post(List.of(visit.without("event_name")), Destination.REFUSED);
    };
  }
}
