package dev.oceanus.collector.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.address.Ip;
import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.SiteDesk;
import dev.oceanus.collector.ledger.AnswerLedger;
import dev.oceanus.collector.parse.Arrival;
import dev.oceanus.common.site.Site;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One request on its way through a route. Used on its connection's I/O thread only. */
final class Call {
  private final HttpServerExchange exchange;
  private final Route route;
  private final @Nullable SiteDesk desk;
  private final Surroundings around;
  private @Nullable String setCookie;
  private Reply onFault = Reply.FAULT;
  private boolean held;

  /** What all calls share. */
  record Surroundings(
      Arrivals arrivals,
      Doorman doorman,
      HeadRoom heads,
      Guard guard,
      SecurityHeaders security,
      AnswerLedger answers,
      LongSupplier nanos) {}

  Call(HttpServerExchange exchange, Route route, @Nullable SiteDesk desk, Surroundings around) {
    this.exchange = exchange;
    this.route = route;
    this.desk = desk;
    this.around = around;
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  Route route() {
    return route;
  }

  /** The site's desk; only for routes of a site. */
  SiteDesk desk() {
    if (desk == null) {
      throw new IllegalStateException(route.name() + " has no site");
    }
    return desk;
  }

  HttpString method() {
    return exchange.getRequestMethod();
  }

  /** The query as it came, one char a byte. */
  String query() {
    String query = exchange.getQueryString();
    return query == null ? "" : query;
  }

  @Nullable String header(HttpString name) {
    return header(exchange.getRequestHeaders(), name);
  }

  /** A header's value; bytes beyond ASCII are UTF-8. */
  static @Nullable String header(HeaderMap headers, HttpString name) {
    String value = headers.getFirst(name);
    if (value == null) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        return new String(value.getBytes(ISO_8859_1), UTF_8);
      }
    }
    return value;
  }

  @Nullable String origin() {
    return exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
  }

  /** How this request came. */
  Intake.Caller caller() {
    Arrival arrival = around.arrivals().of(exchange);
    Executor owner = exchange.getIoThread();
    String contentType = header(Headers.CONTENT_TYPE);
    Site site = desk == null ? null : desk.site();
    Browsers.Seen seen = Browsers.of(exchange.getRequestHeaders(), site, route.accepts());
    setCookie = seen.setCookie();
    return new Intake.Caller(route.name(), arrival, contentType, origin(), owner, seen.browser());
  }

  /** Address of the client. */
  Ip client() {
    return around.arrivals().client(exchange);
  }

  /** What is answered if a fault of ours stops the work. */
  Reply onFault() {
    return onFault;
  }

  /** Says what to answer then, in place of the usual answer. */
  void onFault(Reply reply) {
    onFault = reply;
  }

  /** Does work for this call; a fault of ours becomes its answer. */
  void guarded(Runnable work) {
    around.guard().run(this, work);
  }

  /** Its answer is held back on purpose, and says nothing of how fast we are. */
  void held() {
    held = true;
  }

  /** Closes the connection behind the answer. */
  Call closing() {
    exchange.setPersistent(false);
    return this;
  }

  /** Sends the answer and ends the exchange. */
  void send(Reply reply) {
    if (exchange.isResponseStarted()) {
      return;
    }
    around.doorman().goesOut();
    if (!held) {
      long begun = exchange.getRequestStartTime();
      around.answers().answered(reply.status(), around.nanos().getAsLong() - begun);
    }
    HeaderMap headers = exchange.getResponseHeaders();
    around.security().addTo(headers);
    for (Reply.Header header : reply.headers()) {
      headers.put(header.name(), header.value());
    }
    if (route.forPages()) {
      Cors.answer(desk == null ? null : desk.site(), origin(), headers);
    }
    if (setCookie != null && reply.status() == 200) {
      headers.put(Headers.SET_COOKIE, setCookie);
    }
    exchange.setStatusCode(reply.status());
    if (reply.body().hasRemaining()) {
      exchange.getResponseSender().send(reply.body().duplicate());
    } else {
      exchange.endExchange();
    }
    AnswerDeadline.begin(exchange);
  }

  /** Answers a preflight. */
  void preflight() {
    if (Cors.allows(desk == null ? null : desk.site(), origin())) {
      Cors.preflight(route.allow(), exchange.getResponseHeaders());
    }
    send(Reply.NO_CONTENT);
  }
}
