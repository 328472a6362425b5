package dev.oceanus.local.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.local.doctor.check.Finding.Level;
import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.By;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Exchange.Pending;
import dev.oceanus.local.doctor.facts.Tags.Kind;
import dev.oceanus.local.doctor.facts.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksTest {
  private static final String SITES = "sites: {demo: {origins: ['https://shop.example']}}";

  @Test
  void findNothingWrongWithAPageThatIsWell() {
    assertThat(Seen.well().sites(SITES).complaints()).isEmpty();
    assertThat(Seen.well().sites(SITES).findings())
        .extracting(Finding::about)
        .containsExactly(
            "page", "tag", "tag", "script", "policy", "consent", "privacy", "cookies", "site",
            "events");
  }

  @Test
  void tellWhereTheTagIsMissing() {
    assertThat(Seen.empty().complaints())
        .containsExactly(
            "tag: there is none in the page."
                + " Add <script async src=\"https://COLLECTOR/oceanus.js\" data-site=\"SITE\"></script>");
  }

  @Test
  void countTheTagForEachSite() {
    Seen seen =
        Seen.well()
            .tag(Seen.SCRIPT, Map.of("data-site", "other"))
            .tag(Seen.SCRIPT, Map.of("data-site", "other"));

    assertThat(seen.sites("sites: {demo: , other: }").complaints())
        .filteredOn(complaint -> complaint.startsWith("tag"))
        .singleElement()
        .asString()
        .startsWith("tag: stands 2 times in the page for the site other");
  }

  @Test
  void complainOfATagWithoutASite() {
    assertThat(Seen.well().tag(Seen.SCRIPT, Map.of()).sites(SITES).complaints())
        .singleElement()
        .asString()
        .startsWith("tag: a tag names no site");
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUE, calls of oceanus() wait in its queue",
    "ABSENT, there is no window.oceanus",
    "OTHER, something else of the page is called window.oceanus"
  })
  void tellWhyTheTagDoesNotRun(Kind kind, String why) {
    assertThat(Seen.well().sites(SITES).state(kind).complaints())
        .singleElement()
        .asString()
        .startsWith("tag: does not run: " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "404, text/html,       answered 404",
    "500, text/plain,      answered 500",
    "200, text/html,       'is text/html, which browsers do not run'"
  })
  void complainOfAScriptThatIsNone(int status, String type, String found) {
    assertThat(
            Seen.well().sites(SITES).get(Seen.SCRIPT, Seen.answer(status, type, null)).complaints())
        .singleElement()
        .asString()
        .startsWith("script: " + Seen.SCRIPT)
        .contains(found);
  }

  @Test
  void takeAScriptFromTheBrowsersCache() {
    Exchange.Outcome cached = new Answered(200, "text/javascript", Map.of(), null, By.CACHE);

    assertThat(Seen.well().sites(SITES).get(Seen.SCRIPT, cached).complaints()).isEmpty();
  }

  @Test
  void complainOfAScriptThatWasNotAskedFor() {
    assertThat(Seen.well().sites(SITES).without(Seen.SCRIPT).complaints())
        .singleElement()
        .asString()
        .startsWith("script: the browser did not ask for " + Seen.SCRIPT);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void tellWhyAnEventDidNotGetThrough(Cause cause) {
    assertThat(
            Seen.well().sites(SITES).post(Seen.EVENTS, Seen.BODY, Seen.failure(cause)).complaints())
        .anySatisfy(
            complaint ->
                assertThat(complaint)
                    .startsWith(
                        "events: page_view for demo: not sent, or no answer: " + cause.words()));
  }

  @Test
  void warnOnlyOfAnEventThatThePageBrokeOff() {
    Seen seen = Seen.well().post(Seen.EVENTS, Seen.BODY, Seen.failure(Cause.ABORTED));

    assertThat(seen.findings()).noneMatch(finding -> finding.level() == Level.PROBLEM);
  }

  @Test
  void writeTheLineForAnOriginThatIsNotListed() {
    Seen seen =
        Seen.well()
            .at("https://www.shop.example/")
            .sites(SITES)
            .post(Seen.EVENTS, Seen.BODY, new Failed(Cause.CORS, "MissingAllowOrigin", 403));

    assertThat(seen.complaints())
        .hasSize(2)
        .allSatisfy(
            complaint ->
                assertThat(complaint)
                    .endsWith(
                        "Write in sites.yaml: origins: [\"https://shop.example\", \"https://www.shop.example\"]"));
  }

  @Test
  void nameTheReasonOfEachRefusal() {
    String body = "[{\"evt\":\"a\",\"eid\":\"1\"},{\"evt\":\"b\",\"eid\":\"2\"}]";
    String answer =
        "{\"stored\":1,\"refused\":[{\"index\":1,\"field\":\"amount\",\"reason\":\"wrong_type\"}]}";
    Seen seen =
        Seen.well()
            .sites(SITES)
            .post(Seen.EVENTS, body, Seen.answer(200, "application/json", answer));

    assertThat(seen.complaints())
        .filteredOn(complaint -> complaint.startsWith("events"))
        .singleElement()
        .asString()
        .startsWith("events: b for demo: refused, amount wrong_type.");
  }

  @ParameterizedTest
  @CsvSource({"404", "405", "413", "415", "429", "500", "503", "418"})
  void explainEveryStatus(int status) {
    Seen seen =
        Seen.well()
            .sites(SITES)
            .post(Seen.EVENTS, Seen.BODY, Seen.answer(status, "text/plain", "<html>"));

    assertThat(seen.complaints())
        .singleElement()
        .asString()
        .startsWith("events: page_view for demo: refused with " + status + ". ");
  }

  @Test
  void complainOfAnEventWithoutAnAnswer() {
    assertThat(Seen.well().sites(SITES).post(Seen.EVENTS, Seen.BODY, new Pending()).complaints())
        .singleElement()
        .asString()
        .startsWith("events: page_view for demo: no answer as long as the page was looked at");
  }

  @Test
  void missEventsOfEachSite() {
    Seen seen =
        Seen.well()
            .tag(Seen.SCRIPT, Map.of("data-site", "other"))
            .tag(Seen.SCRIPT, Map.of("data-site", "third", "data-consent", "wait"))
            .sites("sites: {demo: , other: , third: }");

    assertThat(seen.complaints())
        .satisfiesExactly(
            complaint -> assertThat(complaint).startsWith("consent: the tag of third waits for it"),
            complaint ->
                assertThat(complaint).startsWith("events: the tag runs, but sent none for other"));
  }

  @Test
  void tellWhatBecameOfTheEventsOfEachSite() {
    Seen seen =
        Seen.well()
            .tag(Seen.SCRIPT, Map.of("data-site", "other"))
            .post(Seen.EVENTS, Seen.BODY, Seen.failure(Cause.BLOCKED_BY_CLIENT))
            .post(
                Seen.COLLECTOR + "/v1/events/other",
                Seen.BODY,
                Seen.failure(Cause.BLOCKED_BY_CLIENT))
            .sites("sites: {demo: , other: }");

    assertThat(seen.complaints())
        .satisfiesExactly(
            complaint -> assertThat(complaint).startsWith("events: page_view for demo: not sent"),
            complaint -> assertThat(complaint).startsWith("events: page_view for other: not sent"));
  }

  @Test
  void passOverASecondTryThatIsUnderWay() {
    Seen seen =
        Seen.well()
            .sites(SITES)
            .post(Seen.EVENTS, Seen.BODY, Seen.answer(503, "application/json", null))
            .post(Seen.EVENTS + "/", Seen.BODY, new Pending());

    assertThat(seen.complaints()).singleElement().asString().contains("refused with 503");
  }

  @Test
  void complainOfATagThatSendsNothing() {
    assertThat(Seen.well().sites(SITES).without(Seen.EVENTS).complaints())
        .singleElement()
        .asString()
        .startsWith("events: the tag runs, but sent none");
  }

  @Test
  void takeWaitingForConsentForWhatItIs() {
    Seen seen =
        Seen.empty()
            .state(Kind.RUNNING)
            .tag(Seen.SCRIPT, Map.of("data-site", "demo", "data-consent", "wait"))
            .visitor(new Visitor(false, false, true, List.of(), List.of()))
            .get(Seen.SCRIPT, Seen.answer(200, "text/javascript", null))
            .sites(SITES);

    assertThat(seen.complaints())
        .singleElement()
        .asString()
        .startsWith("consent: the tag of demo waits for it, and nobody gave it");
    assertThat(seen.post(Seen.EVENTS, Seen.BODY, Seen.answer(200, "", null)).findings())
        .anySatisfy(
            finding ->
                assertThat(finding)
                    .isEqualTo(
                        Finding.ok(
                            "consent", "the tag of demo waits for it, and the page gave it")));
  }

  @Test
  void complainOfCookiesBeforeConsent() {
    Visitor visitor =
        new Visitor(
            false,
            false,
            true,
            List.of(new Visitor.Cookie("sh_vid", Seen.VISITOR, "shop.example")),
            List.of());
    Seen seen =
        Seen.empty()
            .state(Kind.RUNNING)
            .visitor(visitor)
            .tag(
                Seen.SCRIPT,
                Map.of("data-site", "demo", "data-consent", "wait", "data-prefix", "sh_"))
            .get(Seen.SCRIPT, Seen.answer(200, "text/javascript", null))
            .sites(SITES);

    assertThat(seen.complaints())
        .singleElement()
        .asString()
        .startsWith("consent: the cookie sh_vid is there, though nobody has agreed");
  }

  @Test
  void judgeTheConsentOfEachTag() {
    Seen seen =
        Seen.well()
            .tag(Seen.SCRIPT, Map.of("data-site", "other", "data-consent", "wait"))
            .sites("sites: {demo: , other: }");

    assertThat(seen.findings())
        .filteredOn(finding -> finding.about().equals("consent"))
        .satisfiesExactly(
            finding ->
                assertThat(finding)
                    .isEqualTo(
                        Finding.ok(
                            "consent",
                            "the tag of demo does not wait for it (no data-consent=\"wait\")")),
            finding -> {
              // The cookie is that of the other tag, which need not wait.
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.found()).startsWith("the tag of other waits for it, and nobody");
            });
  }

  @Test
  void nameTheDirectiveThatIsInTheWay() {
    Seen seen =
        Seen.well()
            .sites(SITES)
            .policy("default-src 'self'; script-src https:; connect-src 'self' https://a.example")
            .post(Seen.EVENTS, Seen.BODY, Seen.failure(Cause.POLICY));

    assertThat(seen.complaints())
        .contains(
            "policy: connect-src of the header Content-Security-Policy does not allow "
                + Seen.COLLECTOR
                + ". Write there: connect-src 'self' https://a.example "
                + Seen.COLLECTOR);
  }

  @Test
  void believeTheBrowserMoreThanThePolicy() {
    assertThat(
            Seen.well().sites(SITES).policy("script-src 'nonce-x' 'strict-dynamic'").complaints())
        .isEmpty();
    assertThat(Seen.well().sites(SITES).policy("default-src 'none'").complaints()).isEmpty();
  }

  @Test
  void judgeEventsThatWereNeverSentByThePolicy() {
    Seen seen = Seen.well().sites(SITES).without(Seen.EVENTS).policy("connect-src 'self'");

    assertThat(seen.complaints())
        .anySatisfy(
            complaint ->
                assertThat(complaint)
                    .startsWith("policy: connect-src")
                    .endsWith("connect-src 'self' " + Seen.COLLECTOR));
  }

  @Test
  void letEveryPolicyHaveItsSay() {
    Seen seen =
        Seen.well()
            .sites(SITES)
            .policy("connect-src *")
            .policy("connect-src 'none'")
            .post(Seen.EVENTS, Seen.BODY, Seen.failure(Cause.POLICY));

    assertThat(seen.complaints()).filteredOn(each -> each.startsWith("policy")).hasSize(1);
  }

  @Test
  void complainOfACollectorWithoutHttps() {
    Seen seen =
        Seen.empty()
            .state(Kind.RUNNING)
            .sites(SITES)
            .tag("http://collect.shop.example/oceanus.js", Map.of("data-site", "demo"))
            .get("http://collect.shop.example/oceanus.js", Seen.failure(Cause.MIXED_CONTENT));

    assertThat(seen.complaints())
        .anySatisfy(
            complaint ->
                assertThat(complaint)
                    .startsWith(
                        "https: the page is https and the collector is not: http://collect.shop.example"));
  }

  @Test
  void warnOfACollectorOnAnotherDomain() {
    assertThat(
            Seen.well().at("https://www.boutique.example/").sites("sites: {demo: }").complaints())
        .singleElement()
        .asString()
        .startsWith("cookies: the collector collect.shop.example is on another domain");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.co.uk/,       https://collect.shop.co.uk,   true",
    "https://shop.co.uk/,       https://collect.other.co.uk,  false",
    "https://www.shop.example/, https://collect.shop.example, true",
    "https://localhost/,        http://127.0.0.1:8080,        true"
  })
  void takeASubdomainForTheSameOwners(String page, String collector, boolean own) {
    Seen seen =
        Seen.empty()
            .at(page)
            .post(
                collector + "/v1/events/demo",
                Seen.BODY,
                Seen.answer(200, "application/json", null));

    assertThat(seen.findings().stream().noneMatch(each -> each.found().contains("another domain")))
        .isEqualTo(own);
  }

  @Test
  void warnWhereNoCookieKeepsTheVisitor() {
    Visitor without = new Visitor(false, false, true, List.of(), List.of());
    Visitor blocking = new Visitor(false, false, false, List.of(), List.of());

    assertThat(Seen.well().sites(SITES).visitor(without).complaints())
        .singleElement()
        .asString()
        .startsWith("cookies: the visitor's id that was sent is in no cookie");
    assertThat(Seen.well().sites(SITES).visitor(blocking).complaints())
        .singleElement()
        .asString()
        .startsWith("cookies: this browser keeps none");
  }

  @Test
  void warnOfSignalsAndOfWorkers() {
    Visitor objecting =
        new Visitor(
            true,
            true,
            true,
            List.of(new Visitor.Cookie("_oc_vid", Seen.VISITOR, "shop.example")),
            List.of("assets-v1"));

    assertThat(Seen.well().sites(SITES).visitor(objecting).complaints())
        .hasSize(2)
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith(
                        "privacy: this browser sends Global Privacy Control and Do Not Track"))
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith(
                        "worker: a cache of the page's service worker keeps the tag: assets-v1"));
  }

  @Test
  void warnOfEventsThatAWorkerAnswers() {
    Exchange.Outcome byWorker =
        new Answered(200, "application/json", Map.of(), null, By.SERVICE_WORKER);

    assertThat(Seen.well().sites(SITES).post(Seen.EVENTS, Seen.BODY, byWorker).complaints())
        .singleElement()
        .asString()
        .startsWith("worker: events were answered by the page's service worker");
  }

  @Test
  void nameKnownSitesOnlyWhereTheyAreKnown() {
    Seen unknown = Seen.well().sites("sites: {demi: , shop: }");

    assertThat(unknown.complaints())
        .singleElement()
        .asString()
        .contains("sites.yaml has no site demo", "demi, shop");
    assertThat(Seen.well().complaints())
        .singleElement()
        .asString()
        .startsWith("site: what sites.yaml says of demo is not known");
  }

  @Test
  void complainOfARouteThatTheSiteDoesNotTake() {
    assertThat(Seen.well().sites("sites: {demo: {accepts: [pixel]}}").complaints())
        .singleElement()
        .asString()
        .startsWith("site: demo takes nothing by /v1/events. Add events to its accepts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opt_out_cookie: c, then: drop | opt_out_cookie",
        "cookie: {} | cookie",
        "opt_out_cookie: c, then: drop, cookie: {} | opt_out_cookie and cookie"
      })
  void complainOfATagThatSendsNoCookiesToASiteThatReadsThem(String privacy, String settings) {
    String sites = "sites: {demo: {origins: ['https://shop.example'], privacy: {" + privacy + "}}}";
    Map<String, String> plain = Map.of("data-site", "demo");
    Map<String, String> same = Map.of("data-site", "demo", "data-credentials", "same-origin");
    Map<String, String> include = Map.of("data-site", "demo", "data-credentials", "include");

    for (Map<String, String> attributes : List.of(plain, same)) {
      assertThat(withTag(attributes).sites(sites).findings())
          .filteredOn(finding -> finding.level() == Level.PROBLEM)
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.about()).isEqualTo("site");
                assertThat(finding.found()).contains("demo has " + settings + " in its privacy");
                assertThat(finding.advice())
                    .isEqualTo("Add data-credentials=\"include\" to the tag");
              });
    }
    assertThat(withTag(include).sites(sites).complaints()).isEmpty();
  }

  private static Seen withTag(Map<String, String> attributes) {
    return Seen.empty()
        .state(Kind.RUNNING)
        .tag(Seen.SCRIPT, attributes)
        .get(Seen.SCRIPT, Seen.answer(200, "text/javascript", null))
        .post(
            Seen.EVENTS,
            Seen.BODY,
            Seen.answer(200, "application/json", "{\"stored\":1,\"refused\":[]}"));
  }
}
