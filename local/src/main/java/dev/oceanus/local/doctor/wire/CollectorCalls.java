package dev.oceanus.local.doctor.wire;

import dev.oceanus.local.doctor.facts.Examination;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.wire.Beacon.Sent;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What of a page is about collectors. The tag is known by its name or by {@code data-site}, beacons
 * by their route, and where an operator has renamed these, by what they carry.
 *
 * @param tags script elements that load the tag; empty also where elements could not be seen
 * @param loads requests for the tag's script
 * @param beacons requests that carry events
 */
public record CollectorCalls(List<Script> tags, List<Exchange> loads, List<Beacon> beacons) {
  private static final String SCRIPT = "/oceanus.js";
  private static final String SITE = "data-site";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public CollectorCalls {
    tags = List.copyOf(tags);
    loads = List.copyOf(loads);
    beacons = List.copyOf(beacons);
  }

  /** Finds them. */
  public static CollectorCalls of(Examination seen) {
    return of(seen.tags(), seen.exchanges());
  }

  /** Finds them among elements and requests. */
  public static CollectorCalls of(Tags elements, List<Exchange> exchanges) {
    List<Script> tags =
        elements.scripts() == null
            ? List.of()
            : elements.scripts().stream().filter(CollectorCalls::isTag).toList();
    List<Exchange> loads = new ArrayList<>();
    List<Beacon> beacons = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      boolean named = tags.stream().anyMatch(tag -> Urls.same(exchange.request().url(), tag.src()));
      if (named || exchange.request().path().endsWith(SCRIPT)) {
        loads.add(exchange);
      } else if (!exchange.request().method().equals("OPTIONS")) {
        beacon(exchange).ifPresent(beacons::add);
      }
    }
    return new CollectorCalls(tags, loads, beacons);
  }

  /** The site that a tag says; empty if it says none. */
  public static String siteOf(Script tag) {
    return tag.attributes().getOrDefault(SITE, "");
  }

  /** Origins of all collectors that the page turns to. */
  public Set<String> collectors() {
    Set<String> origins = new LinkedHashSet<>();
    tags.forEach(tag -> collectorOf(tag).map(Urls::origin).ifPresent(origins::add));
    loads.forEach(load -> origins.add(Urls.origin(load.request().url())));
    beacons.forEach(beacon -> origins.add(Urls.origin(beacon.exchange().request().url())));
    return origins;
  }

  /** Names of all sites that the page sends for. */
  public Set<String> sites() {
    Set<String> sites = new LinkedHashSet<>();
    tags.forEach(tag -> sites.add(siteOf(tag)));
    beacons.forEach(beacon -> sites.add(beacon.site()));
    sites.remove("");
    return sites;
  }

  /** Whether a tag holds events back until its visitor agrees. */
  public static boolean waitsForConsent(Script tag) {
    return tag.attributes().getOrDefault("data-consent", "").equals("wait");
  }

  /** Sites for which nothing was sent, though these tags of theirs wait for nobody's consent. */
  public Set<String> silentSites(Predicate<Script> these) {
    Set<String> silent = new LinkedHashSet<>();
    tags.stream()
        .filter(these)
        .filter(tag -> !waitsForConsent(tag))
        .forEach(tag -> silent.add(siteOf(tag)));
    beacons.forEach(beacon -> silent.remove(beacon.site()));
    silent.remove("");
    return silent;
  }

  /** Where a tag sends its events. */
  public static Optional<URI> collectorOf(Script tag) {
    return Urls.web(tag.attributes().getOrDefault("data-collector", tag.src()));
  }

  private static boolean isTag(Script script) {
    return script.attributes().containsKey(SITE)
        || Urls.web(script.src()).map(URI::getRawPath).orElse("").endsWith(SCRIPT);
  }

  private static Optional<Beacon> beacon(Exchange exchange) {
    Exchange.Request request = exchange.request();
    String path = request.path();
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int last = Math.max(0, trimmed.lastIndexOf('/'));
    String site = trimmed.isEmpty() ? "" : trimmed.substring(last + 1);
    List<Sent> events = events(request);
    Optional<Route> route =
        (NAME.matcher(site).matches()
                ? Route.of(trimmed.substring(0, last))
                : Optional.<Route>empty())
            .filter(each -> !each.isPython() || looksPython(each, events));
    if (route.isPresent()) {
      return route.map(each -> new Beacon(exchange, each, site, events));
    }
    if (trimmed.endsWith(Route.SWALLOW.path()) && looksPython(Route.SWALLOW, events)) {
      return Optional.of(new Beacon(exchange, Route.SWALLOW, "", events));
    }
    boolean renamed =
        request.method().equals("POST")
            && !events.isEmpty()
            && events.stream().noneMatch(event -> event.id().isEmpty() || event.name().isEmpty());
    return renamed
        ? Optional.of(new Beacon(exchange, Route.EVENTS, site, events))
        : Optional.empty();
  }

  /** Others may have such short paths too, but not with these parameters. */
  private static boolean looksPython(Route route, List<Sent> events) {
    return route == Route.PIRATE || events.stream().anyMatch(event -> !event.name().isEmpty());
  }

  private static List<Sent> events(Exchange.Request request) {
    if (request.method().equals("GET")) {
      return List.of(SentEvents.ofQuery(request.query()));
    }
    String body = request.body();
    if (body == null) {
      return List.of();
    }
    List<Sent> events = SentEvents.ofJson(body);
    boolean form =
        request
            .headers()
            .getOrDefault("content-type", "")
            .startsWith("application/x-www-form-urlencoded");
    return events.isEmpty() && form ? List.of(SentEvents.ofQuery(body)) : events;
  }
}
