package dev.oceanus.local.doctor.check;

import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Page;
import dev.oceanus.local.doctor.facts.Page.PolicyText;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Urls;
import dev.oceanus.local.doctor.policy.Policy;
import dev.oceanus.local.doctor.policy.Policy.Fetch;
import dev.oceanus.local.doctor.policy.Policy.Kind;
import dev.oceanus.local.doctor.policy.Policy.Verdict;
import dev.oceanus.local.doctor.wire.Beacon;
import dev.oceanus.local.doctor.wire.CollectorCalls;
import dev.oceanus.local.doctor.wire.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the page's Content-Security-Policy lets the tag and its events through. What the browser
 * did counts; where it did nothing, what the policy says.
 */
final class PolicyCheck implements Check {
  private static final String ABOUT = "policy";

  /**
   * Something that the page needs.
   *
   * @param seen what became of it, if it was tried
   */
  private record Need(Fetch fetch, Optional<Exchange> seen) {}

  @Override
  public List<Finding> findings(Case given) {
    Set<String> collectors = given.calls().collectors();
    List<PolicyText> texts = given.seen().page().policies();
    if (collectors.isEmpty()) {
      return List.of();
    }
    if (texts == null) {
      return List.of(
          Finding.unchecked(
              ABOUT,
              "whether the page has one is not in the file",
              "Export it with the page's first request and its content"));
    }
    if (texts.isEmpty()) {
      return List.of(Finding.ok(ABOUT, "the page has no Content-Security-Policy"));
    }
    Set<Finding> findings = new LinkedHashSet<>();
    for (Need need : needs(given)) {
      texts.forEach(text -> judge(need, text, findings));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(ABOUT, "it allows " + String.join(" and ", collectors)))
        : List.copyOf(findings);
  }

  private static List<Need> needs(Case given) {
    Page page = given.seen().page();
    List<Need> needs = new ArrayList<>();
    for (Script tag : given.calls().tags()) {
      Urls.web(tag.src())
          .ifPresent(
              url ->
                  needs.add(
                      new Need(
                          new Fetch(Kind.SCRIPT, page.url(), url, tag.nonce()),
                          given.seen().exchangeOf(tag.src()))));
      CollectorCalls.collectorOf(tag)
          .ifPresent(url -> needs.add(new Need(events(page, url), sent(given, url))));
    }
    for (Beacon beacon : given.calls().beacons()) {
      Exchange exchange = beacon.exchange();
      Kind kind = kind(beacon.route());
      URI url = exchange.request().url();
      needs.add(new Need(new Fetch(kind, page.url(), url, ""), Optional.of(exchange)));
    }
    return needs;
  }

  private static Fetch events(Page page, URI collector) {
    return new Fetch(Kind.CONNECT, page.url(), collector.resolve(Route.EVENTS.path() + "/"), "");
  }

  /** Events that went this way. */
  private static Optional<Exchange> sent(Case given, URI collector) {
    return given.calls().beacons().stream()
        .filter(beacon -> beacon.route() == Route.EVENTS)
        .map(Beacon::exchange)
        .filter(exchange -> Urls.origin(exchange.request().url()).equals(Urls.origin(collector)))
        .findFirst();
  }

  private static Kind kind(Route route) {
    return switch (route) {
      case EVENTS, PIRATE -> Kind.CONNECT;
      case FORM, CLICK -> Kind.FORM;
      case PIXEL, MAIL, SWALLOW, GAZE, PIERCE -> Kind.IMAGE;
    };
  }

  private static void judge(Need need, PolicyText text, Set<Finding> findings) {
    Policy policy = Policy.of(text.text());
    Verdict verdict = policy.verdict(need.fetch());
    boolean passed = need.seen().map(PolicyCheck::passed).orElse(false);
    if (verdict == Verdict.ALLOWED || passed || need.fetch().kind() == Kind.FORM) {
      return;
    }
    String origin = Urls.origin(need.fetch().url());
    boolean blocked = need.seen().map(PolicyCheck::blocked).orElse(false);
    String deciding = policy.deciding(need.fetch().kind()).orElse("");
    if (verdict == Verdict.DEPENDS && !blocked) {
      findings.add(
          Finding.unchecked(
              ABOUT,
              "its %s trusts scripts by nonce, hash or 'strict-dynamic'".formatted(deciding),
              "Give the tag's element the page's nonce, or let a trusted script add it"));
      return;
    }
    findings.add(
        Finding.problem(
            ABOUT,
            "%s of the %s does not allow %s".formatted(deciding, text.place().words(), origin),
            "Write there: " + policy.mended(need.fetch().kind(), origin)));
  }

  private static boolean passed(Exchange exchange) {
    return exchange.outcome() instanceof Answered
        || (exchange.outcome() instanceof Failed failed
            && failed.cause() != Cause.POLICY
            && failed.cause() != Cause.UNKNOWN);
  }

  private static boolean blocked(Exchange exchange) {
    return exchange.outcome() instanceof Failed failed && failed.cause() == Cause.POLICY;
  }
}
