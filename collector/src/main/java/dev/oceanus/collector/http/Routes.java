package dev.oceanus.collector.http;

import dev.oceanus.collector.backlog.Backlog;
import dev.oceanus.collector.http.Route.Style;
import dev.oceanus.collector.intake.Intake;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.site.Site.Accepts;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All routes of the public port, by path. Immutable. */
final class Routes {
  private final Map<String, Route> exact = new HashMap<>();
  private final Map<String, Route> bySite = new HashMap<>();

  /**
   * A route, and the site that the path names.
   *
   * @param site empty where the path names none
   */
  record Match(Route route, String site) {}

  /**
   * @param draining whether the process is about to end
   */
  Routes(Intake intake, HttpConfig config, Supplier<Health> store, BooleanSupplier draining) {
    NativeEndpoints pages = new NativeEndpoints(intake, config);
    Endpoint status =
        call ->
            call.send(store.get().ready() && !draining.getAsBoolean() ? Reply.OK : Reply.NOT_NOW);
    site("/v1/events", Style.NATIVE, Methods.POST, Accepts.EVENTS, pages::events);
    site("/v1/pixel", Style.NATIVE, Methods.GET, Accepts.PIXEL, pages::pixel);
    site("/v1/form", Style.NATIVE, Methods.POST, Accepts.FORM, pages::form);
    plain("/lb", status);
    plain("/hc", status);
    plain("/robots.txt", call -> call.send(Reply.ROBOTS));
    plain("/favicon.ico", call -> call.send(Reply.NO_ICON));
  }

  /** Adds the routes of the Python system, and the picture in mails, which shares its delays. */
  Routes withLegacy(Intake intake, HttpConfig config, Delays delays, Backlog backlog) {
    LegacyRequests requests = new LegacyRequests(intake);
    SwallowEndpoint swallow = new SwallowEndpoint(requests);
    site("/swallow", Style.LEGACY, Methods.GET, Accepts.SWALLOW, swallow::swallow);
    exact.put("/swallow", bySite.get("/swallow"));
    GazeEndpoint gaze = new GazeEndpoint(requests, delays);
    site("/gaze", Style.LEGACY, Methods.GET, Accepts.GAZE, gaze::gaze);
    PierceEndpoint pierce = new PierceEndpoint(requests);
    site("/pierce", Style.LEGACY, Methods.GET, Accepts.PIERCE, pierce::pierce);
    PirateEndpoint pirate = new PirateEndpoint(requests, config);
    site("/pirate", Style.LEGACY, Methods.POST, Accepts.PIRATE, pirate::pirate);
    MailEndpoint mail = new MailEndpoint(intake, delays);
    site("/v1/mail", Style.NATIVE, Methods.GET, Accepts.MAIL, mail::mail);
    plain("/rstatus", call -> call.send(backlog.within() ? Reply.OK_WORD : Reply.BACKLOG));
    return this;
  }

  private void site(
      String name, Style style, HttpString method, Accepts accepts, Endpoint endpoint) {
    bySite.put(name, new Route(name, style, method, accepts, endpoint));
  }

  private void plain(String path, Endpoint endpoint) {
    exact.put(path, new Route(path, Style.PLAIN, Methods.GET, null, endpoint));
  }

  /** Adds fixed pages. */
  Routes with(List<Page> pages) {
    for (Page page : pages) {
      Endpoint file = new FixedPage(page);
      exact.put(page.path(), new Route(page.path(), Style.FILE, Methods.GET, null, file));
    }
    return this;
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
