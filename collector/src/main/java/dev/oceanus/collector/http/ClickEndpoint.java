package dev.oceanus.collector.http;

import dev.oceanus.collector.click.Links;
import dev.oceanus.collector.click.Links.Verdict;
import dev.oceanus.collector.intake.Intake;
import dev.oceanus.collector.intake.Outcome;
import dev.oceanus.collector.parse.ClickEvent;
import dev.oceanus.collector.parse.Parsed;
import dev.oceanus.collector.request.Raw;
import dev.oceanus.collector.request.Reason;
import dev.oceanus.collector.request.UrlEncoded;
import dev.oceanus.collector.request.Values;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads a click on, and stores it. Where the link may be followed, whoever clicked gets the page,
 * whatever becomes of the event; the header {@code Oceanus-Event} says what did. Thread-safe.
 */
final class ClickEndpoint {
  private static final String SITE = "site";
  private static final String PREFETCH = "prefetch";
  private static final HttpString SEC_PURPOSE = new HttpString("Sec-Purpose");

  /** Headers of browsers from before there was a standard. */
  private static final List<HttpString> OLD_PURPOSES =
      List.of(new HttpString("Purpose"), new HttpString("X-Purpose"), new HttpString("X-Moz"));

  private final Intake intake;
  private final RateGate gate;
  private final Links links;

  ClickEndpoint(Intake intake, RateGate gate, Links links) {
    this.intake = intake;
    this.gate = gate;
    this.links = links;
  }

  /** One click in the query, answered by the way to its target. */
  void click(Call call) {
    long wait = gate.wait(call);
    Optional<Values> query = UrlEncoded.read(call.query(), HttpConfig.MAX_PARAMETERS);
    Verdict verdict =
        query
            .map(values -> judge(call, values))
            .orElse(new Verdict.Denied(Reason.TOO_MANY_PARAMETERS, "", "the request as a whole"));
    switch (verdict) {
      case Verdict.Allowed(var url) -> lead(call, query.orElseThrow(), url, wait);
      case Verdict.Denied unused when wait > 0 -> gate.turnAway(call, wait);
      case Verdict.Denied denied -> refuse(call, denied);
    }
  }

  private Verdict judge(Call call, Values query) {
    return query.count(SITE) > 1
        ? new Verdict.Denied(Reason.SITE_REPEATED, SITE, "the request as a whole")
        : links.judge(call.desk().site(), query, call.caller().arrival().receivedAt());
  }

  private void lead(Call call, Values query, String url, long wait) {
    if (isPrefetch(call.header(SEC_PURPOSE))) {
      call.send(Reply.PREFETCH);
    } else if (isNoClick(call)) {
      call.send(Reply.found(url, "skipped"));
    } else if (wait > 0) {
      gate.count(call);
      call.send(Reply.found(url, Reason.RATE.key()));
    } else {
      call.onFault(Reply.found(url, "fault"));
      call.guarded(() -> store(call, query, url));
    }
  }

  private void store(Call call, Values query, String url) {
    Intake.Caller caller = call.caller();
    if (!call.desk().site().admits(call.origin())) {
      intake.refuse(
          call.desk(), caller, refused(call, Reason.ORIGIN, "", "the request as a whole"));
      call.send(Reply.found(url, "refused"));
      return;
    }
    intake.take(
        call.desk(),
        caller,
        List.of(ClickEvent.of(call.desk().plan(), query, caller.arrival(), url)),
        outcome -> call.send(Reply.found(url, word(outcome))));
  }

  private static String word(Outcome outcome) {
    return outcome.result().name().toLowerCase(Locale.ROOT);
  }

  /** Whether a browser only looks ahead; it asks again when somebody clicks, unless it has all. */
  private static boolean isPrefetch(@Nullable String purpose) {
    return purpose != null && purpose.strip().toLowerCase(Locale.ROOT).startsWith(PREFETCH);
  }

  private static boolean isNoClick(Call call) {
    return call.method().equals(Methods.HEAD)
        || OLD_PURPOSES.stream()
            .map(call::header)
            .anyMatch(purpose -> isPrefetch(purpose) || "preview".equalsIgnoreCase(purpose));
  }

  private void refuse(Call call, Verdict.Denied denied) {
    if (call.method().equals(Methods.HEAD)) {
      call.send(Reply.BAD_REQUEST);
      return;
    }
    Parsed.Refused refused = refused(call, denied.reason(), denied.field(), denied.detail());
    Outcome outcome = intake.refuse(call.desk(), call.caller(), refused);
    call.send(Outcomes.reply(outcome, Reply.UNAVAILABLE));
  }

  private static Parsed.Refused refused(Call call, Reason reason, String field, String detail) {
    return new Parsed.Refused(reason, field, detail, Raw.query(call.query()));
  }
}
