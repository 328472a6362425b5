package dev.oceanus.collector.http;

import dev.oceanus.collector.agent.Agents;
import dev.oceanus.collector.backlog.Backlog;
import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.http.Route.Style;
import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.parse.ServerEvents;
import dev.oceanus.collector.rate.Limits;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.site.Site.Accepts;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All routes of the public port, by path. Immutable. */
final class Routes {
  private static final long LEAST_BODIES = 4;

  private final Map<String, Route> exact = new HashMap<>();
  private final Map<String, Route> bySite = new HashMap<>();
  private final HttpConfig config;
  private final Intake intake;
  private final Paths paths;
  private final RateGate gate;
  private final BodyRoom room;

  /**
   * A route, and the site that the path names.
   *
   * @param site empty where the path names none
   */
  record Match(Route route, String site) {}

  /**
   * What endpoints work with.
   *
   * @param draining whether the process is about to end
   */
  record Parts(
      Intake intake,
      Supplier<Health> store,
      Agents agents,
      Limits limits,
      BooleanSupplier draining) {}

  Routes(HttpConfig config, Parts parts) {
    this.config = config;
    intake = parts.intake;
    paths = config.paths();
    gate = new RateGate(parts.limits, intake);
    room = new BodyRoom(Math.max(config.bodyRoom(), LEAST_BODIES * config.maxBody()));
    NativeEndpoints pages = new NativeEndpoints(intake, config, room);
    NativeEndpoints servers =
        new NativeEndpoints(
            intake.reading(parser -> new ServerEvents(parser, parts.agents)), config, room);
    ServerEndpoint server = new ServerEndpoint(intake, gate, servers::events);
    ClickEndpoint click =
        new ClickEndpoint(intake, gate, new Links(config.linkKeys(), paths.of("/v1/click")));
    Endpoint status =
        call ->
            call.send(
                parts.store.get().ready() && !parts.draining.getAsBoolean()
                    ? Reply.OK
                    : Reply.NOT_NOW);
    site("/v1/events", Style.NATIVE, Methods.POST, Accepts.EVENTS, pages::events);
    site("/v1/pixel", Style.NATIVE, Methods.GET, Accepts.PIXEL, pages::pixel);
    site("/v1/form", Style.NATIVE, Methods.POST, Accepts.FORM, pages::form);
    ungated("/v1/click", Style.LINK, Methods.GET, Accepts.CLICK, click::click);
    ungated("/v1/server", Style.SERVER, Methods.POST, Accepts.SERVER, server::server);
    plain("/lb", status);
    plain("/hc", status);
    plain("/robots.txt", call -> call.send(Reply.ROBOTS));
    plain("/favicon.ico", call -> call.send(Reply.NO_ICON));
  }

  /** Adds the routes of the Python system, and the picture in mails, which shares its delays. */
  Routes withLegacy(Delays delays, Backlog backlog) {
    LegacyRequests requests = new LegacyRequests(intake);
    SwallowEndpoint swallow = new SwallowEndpoint(requests);
    site("/swallow", Style.LEGACY, Methods.GET, Accepts.SWALLOW, swallow::swallow);
    exact.put(paths.of("/swallow"), bySite.get(paths.of("/swallow")));
    GazeEndpoint gaze = new GazeEndpoint(requests, delays);
    site("/gaze", Style.LEGACY, Methods.GET, Accepts.GAZE, gaze::gaze);
    PierceEndpoint pierce = new PierceEndpoint(requests);
    site("/pierce", Style.LEGACY, Methods.GET, Accepts.PIERCE, pierce::pierce);
    PirateEndpoint pirate = new PirateEndpoint(requests, config, room);
    site("/pirate", Style.LEGACY, Methods.POST, Accepts.PIRATE, pirate::pirate);
    MailEndpoint mail = new MailEndpoint(intake, delays);
    site("/v1/mail", Style.NATIVE, Methods.GET, Accepts.MAIL, mail::mail);
    plain("/rstatus", call -> call.send(backlog.within() ? Reply.OK_WORD : Reply.BACKLOG));
    return this;
  }

  /** A route that is asked as often as the site allows. */
  private void site(
      String name, Style style, HttpString method, Accepts accepts, Endpoint endpoint) {
    ungated(name, style, method, accepts, gate.before(endpoint));
  }

  /** A route that asks the gate itself. */
  private void ungated(
      String name, Style style, HttpString method, Accepts accepts, Endpoint endpoint) {
    if (!Paths.OF_SITES.contains(name)) {
      throw new IllegalStateException("nobody could move the route " + name);
    }
    bySite.put(paths.of(name), new Route(name, style, method, accepts, endpoint));
  }

  private void plain(String path, Endpoint endpoint) {
    Route route = new Route(path, Style.PLAIN, Methods.GET, null, endpoint);
    if (exact.putIfAbsent(path, route) != null) {
      throw new IllegalStateException("two pages are at " + path);
    }
  }

  /** Adds fixed pages. */
  Routes with(List<Page> pages) {
    for (Page page : pages) {
      Endpoint file = new FixedPage(page);
      exact.put(paths.of(page.path()), new Route(page.path(), Style.FILE, Methods.GET, null, file));
    }
    return this;
  }

  /** What is served, as {@code GET /v1/pixel/{site}}, in order. */
  List<String> served() {
    Stream<String> fixed =
        exact.entrySet().stream().map(each -> each.getValue().method() + " " + each.getKey());
    Stream<String> sites =
        bySite.values().stream().map(route -> route.method() + " " + route.name() + "/{site}");
    return Stream.concat(fixed, sites).sorted().toList();
  }

  /** The route of this path as it came on the wire, one trailing slash more or less; or null. */
  @Nullable Match match(String path) {
    Route route = exact.get(path);
    if (route != null) {
      return new Match(route, "");
    }
    boolean slash = path.length() > 1 && path.endsWith("/");
    String trimmed = slash ? path.substring(0, path.length() - 1) : path;
    route = slash ? exact.get(trimmed) : null;
    if (route != null) {
      return new Match(route, "");
    }
    int last = trimmed.lastIndexOf('/');
    String site = trimmed.substring(last + 1);
    route = last > 0 && !site.isEmpty() ? bySite.get(trimmed.substring(0, last)) : null;
    return route == null ? null : new Match(route, site);
  }
}
