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
import dev.oceanus.common.site.Site;
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
  private static final String WHOLE = "the request as a whole";
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

  /** A request, and how it came. */
  private record Click(Call call, Intake.Caller caller) {
    Site site() {
      return call.desk().site();
    }

    Parsed.Refused refused(Verdict.Denied denied) {
      return new Parsed.Refused(
          denied.reason(), denied.field(), denied.detail(), Raw.query(call.query()));
    }
  }

  /** One click in the query, answered by the way to its target. */
  void click(Call call) {
    Click click = new Click(call, call.caller());
    long wait = gate.wait(call);
    Optional<Values> query = UrlEncoded.read(call.query(), HttpConfig.MAX_PARAMETERS);
    Verdict verdict =
        query
            .map(values -> judge(click, values))
            .orElse(new Verdict.Denied(Reason.TOO_MANY_PARAMETERS, "", WHOLE));
    switch (verdict) {
      case Verdict.Allowed(var url) -> lead(click, query.orElseThrow(), url, wait);
      case Verdict.Denied unused when wait > 0 -> gate.turnAway(call, wait);
      case Verdict.Denied denied -> refuse(click, denied);
    }
  }

  private Verdict judge(Click click, Values query) {
    return query.count(SITE) > 1
        ? new Verdict.Denied(Reason.SITE_REPEATED, SITE, WHOLE)
        : links.judge(click.site(), query, click.caller.arrival().receivedAt());
  }

  private void lead(Click click, Values query, String url, long wait) {
    Call call = click.call;
    if (isPrefetch(call.header(SEC_PURPOSE))) {
      call.send(Reply.PREFETCH);
    } else if (isNoClick(call)) {
      call.send(Reply.found(url, "skipped"));
    } else if (wait > 0) {
      gate.count(call);
      call.send(Reply.found(url, Reason.RATE.key()));
    } else {
      call.onFault(Reply.found(url, "fault"));
      call.guarded(() -> store(click, query, url));
    }
  }

  private void store(Click click, Values query, String url) {
    Call call = click.call;
    if (!click.site().admits(call.origin())) {
      Verdict.Denied denied = new Verdict.Denied(Reason.ORIGIN, "", WHOLE);
      intake.refuse(call.desk(), click.caller, click.refused(denied));
      call.send(Reply.found(url, "refused"));
      return;
    }
    intake.take(
        call.desk(),
        click.caller,
        List.of(ClickEvent.of(call.desk().plan(), query, click.caller.arrival(), url)),
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

  private void refuse(Click click, Verdict.Denied denied) {
    if (click.call.method().equals(Methods.HEAD)) {
      click.call.send(Reply.BAD_REQUEST);
      return;
    }
    Outcome outcome = intake.refuse(click.call.desk(), click.caller, click.refused(denied));
    click.call.send(Outcomes.reply(outcome, Reply.UNAVAILABLE));
  }
}
