package dev.oceanus.collector.http;

import dev.oceanus.collector.http.Route.Style;
import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.SiteDesk;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Every request's way in: turns away what is wrong about it as HTTP, finds its route and its site,
 * and lets the route answer. Runs on I/O threads and never waits.
 */
final class FrontDoor implements HttpHandler {
  private static final Route NOWHERE =
      new Route("", Style.NATIVE, Methods.GET, null, call -> call.send(Reply.NOT_FOUND));

  private final Routes routes;
  private final Intake intake;
  private final Call.Surroundings around;

  FrontDoor(Routes routes, Intake intake, Call.Surroundings around) {
    this.routes = routes;
    this.intake = intake;
    this.around = around;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> guarded(exchange));
  }

  private void guarded(HttpServerExchange exchange) {
    around.doorman().comesIn();
    call(exchange, NOWHERE, null).guarded(() -> admit(exchange));
  }

  private void admit(HttpServerExchange exchange) {
    if (!around.heads().take(exchange)) {
      intake.noRoom();
      call(exchange, NOWHERE, null).closing().send(Reply.UNAVAILABLE);
      return;
    }
    Reply turnedAway = RequestRules.broken(exchange);
    if (turnedAway != null) {
      call(exchange, NOWHERE, null).closing().send(turnedAway);
      return;
    }
    switch (around.doorman().mood()) {
      case OPEN -> {}
      case DRAINING -> exchange.setPersistent(false);
      case CLOSED -> {
        call(exchange, NOWHERE, null).closing().send(Reply.UNAVAILABLE);
        return;
      }
    }
    String path = exchange.getRequestURI();
    Routes.Match match = routes.match(path);
    if (match == null) {
      call(exchange, NOWHERE, null).send(path.equals("*") ? Reply.WHOLE_SERVER : Reply.NOT_FOUND);
    } else {
      enter(exchange, match.route(), match.site());
    }
  }

  private void enter(HttpServerExchange exchange, Route route, String site) {
    SiteDesk desk = null;
    if (route.accepts() != null) {
      desk =
          site.isEmpty() ? intake.firstDesk(route.accepts()) : intake.desk(site, route.accepts());
      if (desk == null) {
        intake.unknownSite();
      }
    }
    Call call = call(exchange, route, desk);
    HttpString method = exchange.getRequestMethod();
    if (method.equals(Methods.OPTIONS) && route.forPages()) {
      call.preflight();
    } else if (!route.takes(method)) {
      wrongMethod(call, method);
    } else if (route.accepts() != null && desk == null) {
      call.send(route.style() == Style.LEGACY ? Reply.unknownLegacySite(site) : Reply.UNKNOWN_SITE);
    } else {
      route.endpoint().handle(call);
    }
  }

  private static void wrongMethod(Call call, HttpString method) {
    boolean common = method.equals(Methods.GET) || method.equals(Methods.POST);
    if (call.route().style() == Style.LEGACY && common) {
      call.send(Reply.BAD_REQUEST);
    } else {
      call.send(Reply.methodNotAllowed(call.route().allow()));
    }
  }

  private Call call(HttpServerExchange exchange, Route route, @Nullable SiteDesk desk) {
    return new Call(exchange, route, desk, around);
  }
}
