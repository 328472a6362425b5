package dev.oceanus.fakebigquery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.Call;
import dev.oceanus.fakebigquery.api.Reply;
import dev.oceanus.fakebigquery.api.Route;
import dev.oceanus.fakebigquery.fault.Decision;
import dev.oceanus.fakebigquery.fault.Fault;
import dev.oceanus.fakebigquery.fault.FaultException;
import dev.oceanus.fakebigquery.fault.FaultGate;
import dev.oceanus.fakebigquery.settings.Settings;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.Options;

/**
 * One request after its headers: finds its method, asks whether it may and what goes wrong, lets it
 * be done, answers. Thread-safe.
 */
final class Dispatcher implements HttpHandler {
  private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);
  private static final String CONTROL = "/_fake/";

  private final Router router;
  private final FaultGate gate;
  private final Settings settings;
  private final Counters counters;

  Dispatcher(Router router, FaultGate gate, Settings settings, Counters counters) {
    this.router = router;
    this.gate = gate;
    this.settings = settings;
    this.counters = counters;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    try {
      send(exchange, answer(exchange));
    } catch (FaultException e) {
      end(exchange, e.fault());
    } catch (ApiException e) {
      send(exchange, Reply.error(e));
    } catch (RuntimeException e) {
      logger.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      send(
          exchange,
          Reply.error(new ApiException(500, "internalError", "the stand-in failed: " + e)));
    }
  }

  private Reply answer(HttpServerExchange exchange) throws IOException {
    Map<String, String> query = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
    Map<String, String> headers = new HashMap<>();
    for (HeaderValues values : exchange.getRequestHeaders()) {
      headers.put(values.getHeaderName().toString().toLowerCase(Locale.ROOT), values.getFirst());
    }
    String verb =
        headers.getOrDefault("x-http-method-override", exchange.getRequestMethod().toString());
    Optional<Router.Found> found =
        router.find(verb, path(exchange), query.getOrDefault("uploadType", ""));
    if (found.isEmpty()) {
      throw new ApiException(404, "notFound", "Not Found");
    }
    Call call =
        new Call(
            found.get().placeholders(),
            query,
            headers,
            "http://" + exchange.getHostAndPort(),
            body(exchange, headers),
            Decision.NONE.fault());
    return dispatch(found.get().route(), call);
  }

  private static String path(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    int host = uri.indexOf("://");
    return host < 0 ? uri : uri.substring(uri.indexOf('/', host + 3));
  }

  private InputStream body(HttpServerExchange exchange, Map<String, String> headers)
      throws IOException {
    InputStream counted = new CountedInput(exchange.getInputStream(), counters);
    return headers.getOrDefault("content-encoding", "").equalsIgnoreCase("gzip")
        ? new GZIPInputStream(counted)
        : counted;
  }

  private Reply dispatch(Route route, Call call) {
    if (route.path().startsWith(CONTROL)) {
      return route.handler().handle(call);
    }
    counters.count(route.method());
    authorise(route, call);
    return gate.pass(route.method(), fault -> route.handler().handle(call.with(fault)));
  }

  private void authorise(Route route, Call call) {
    String token = settings.text("bearerToken");
    if (!token.isEmpty() && !call.header("authorization").orElse("").equals("Bearer " + token)) {
      throw new ApiException(
          401,
          "authError",
          "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
          "Authorization");
    }
    String denied = settings.denied(route.method());
    if (!denied.isEmpty()) {
      throw new ApiException(403, "accessDenied", "Access Denied: " + denied);
    }
  }

  private static void end(HttpServerExchange exchange, Fault fault) throws IOException {
    switch (fault) {
      case Fault.Status status ->
          send(
              exchange,
              Reply.error(new ApiException(status.code(), status.reason(), status.message())));
      case Fault.DiskError disk ->
          send(
              exchange,
              Reply.error(
                  new ApiException(
                      500, "internalError", "An internal error occurred: no space left on disk")));
      default -> {
        exchange.getConnection().setOption(Options.CLOSE_ABORT, true);
        IoUtils.safeClose(exchange.getConnection());
      }
    }
  }

  private static void send(HttpServerExchange exchange, Reply reply) throws IOException {
    exchange.setStatusCode(reply.status());
    reply
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    if (reply.body() == null) {
      exchange.setResponseContentLength(0);
      exchange.endExchange();
      return;
    }
    byte[] body = reply.body().toString().getBytes(UTF_8);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=UTF-8");
    exchange.setResponseContentLength(body.length);
    exchange.getOutputStream().write(body);
    exchange.endExchange();
  }
}
