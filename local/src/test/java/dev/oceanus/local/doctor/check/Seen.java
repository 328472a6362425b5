package dev.oceanus.local.doctor.check;

import dev.oceanus.common.site.SiteCatalogueReader;
import dev.oceanus.local.doctor.facts.Cause;
import dev.oceanus.local.doctor.facts.Examination;
import dev.oceanus.local.doctor.facts.Examination.Source;
import dev.oceanus.local.doctor.facts.Exchange;
import dev.oceanus.local.doctor.facts.Exchange.Answered;
import dev.oceanus.local.doctor.facts.Exchange.By;
import dev.oceanus.local.doctor.facts.Exchange.Failed;
import dev.oceanus.local.doctor.facts.Exchange.Outcome;
import dev.oceanus.local.doctor.facts.Page;
import dev.oceanus.local.doctor.facts.Page.Place;
import dev.oceanus.local.doctor.facts.Page.PolicyText;
import dev.oceanus.local.doctor.facts.Tags;
import dev.oceanus.local.doctor.facts.Tags.Kind;
import dev.oceanus.local.doctor.facts.Tags.Script;
import dev.oceanus.local.doctor.facts.Tags.State;
import dev.oceanus.local.doctor.facts.Visitor;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page on which all is well, until a test says otherwise. */
final class Seen {
  static final String COLLECTOR = "https://collect.shop.example";
  static final String SCRIPT = COLLECTOR + "/oceanus.js";
  static final String EVENTS = COLLECTOR + "/v1/events/demo";
  static final String VISITOR = "0199e3a1-7c1d-7f00-8a4b-5c6d7e8f9a0b";
  static final String BODY =
      "[{\"eid\":\"0199e3a1-7c1e-7b2a-9d5e-3f6a1c2b4d5e\",\"evt\":\"page_view\",\"vid\":\"%s\"}]"
          .formatted(VISITOR);

  private URI url = URI.create("https://shop.example/cart");
  private final List<PolicyText> policies = new ArrayList<>();
  private final List<Script> scripts = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private State state = new State(Kind.RUNNING, "1.0.0");
  private Visitor visitor =
      new Visitor(
          false,
          false,
          true,
          List.of(new Visitor.Cookie("_oc_vid", VISITOR, "shop.example")),
          List.of());
  private @Nullable String catalogue;

  /** A page with the tag, its script and one event. */
  static Seen well() {
    return new Seen()
        .tag(SCRIPT, Map.of("data-site", "demo"))
        .get(SCRIPT, answer(200, "text/javascript", null))
        .post(EVENTS, BODY, answer(200, "application/json", "{\"stored\":1,\"refused\":[]}"));
  }

  /** A page with nothing on it. */
  static Seen empty() {
    return new Seen().state(Kind.ABSENT);
  }

  static Outcome answer(int status, String type, @Nullable String body) {
    return new Answered(status, type, Map.of(), body, By.SERVER);
  }

  static Outcome failure(Cause cause) {
    return new Failed(cause, "said", 0);
  }

  Seen at(String page) {
    url = URI.create(page);
    return this;
  }

  Seen policy(String text) {
    policies.add(new PolicyText(text, Place.HEADER));
    return this;
  }

  Seen tag(String src, Map<String, String> attributes) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put("src", src);
    scripts.add(new Script(src, all, ""));
    return this;
  }

  Seen get(String address, Outcome outcome) {
    return exchange("GET", address, null, outcome);
  }

  Seen post(String address, @Nullable String body, Outcome outcome) {
    return exchange("POST", address, body, outcome);
  }

  private Seen exchange(String method, String address, @Nullable String body, Outcome outcome) {
    exchanges.removeIf(each -> each.request().url().toString().equals(address));
    exchanges.add(
        new Exchange(
            new Exchange.Request(method, URI.create(address), Map.of(), body, Instant.EPOCH),
            outcome));
    return this;
  }

  Seen without(String address) {
    exchanges.removeIf(each -> each.request().url().toString().equals(address));
    return this;
  }

  Seen state(Kind kind) {
    state = new State(kind, kind == Kind.RUNNING ? "1.0.0" : "");
    return this;
  }

  Seen visitor(Visitor other) {
    visitor = other;
    return this;
  }

  Seen sites(String yaml) {
    catalogue = yaml;
    return this;
  }

  Case examined() {
    Examination seen =
        new Examination(
            Source.BROWSER,
            new Page(url, 200, policies),
            new Tags(scripts, state),
            visitor,
            exchanges);
    return Case.of(
        seen, catalogue == null ? null : SiteCatalogueReader.read(catalogue, "sites.yaml"));
  }

  List<Finding> findings() {
    return Checks.findings(examined());
  }

  /** What is no good, each as one line. */
  List<String> complaints() {
    return findings().stream()
        .filter(finding -> finding.level() != Finding.Level.OK)
        .map(each -> each.about() + ": " + each.found() + ". " + each.advice())
        .toList();
  }
}
