package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the tag does before, without and against consent. */
@Tag("browser")
@ExtendWith(Stand.Lender.class)
class TagConsentIT {
  private static final String LEFT_BEHIND = "document.cookie + Object.keys(localStorage).join()";

  private final Stand stand;
  private final Scenario site;

  TagConsentIT(Stand stand) {
    this.stand = stand;
    this.site = stand.scenario();
    site.page("wait", "data-consent=wait", "");
  }

  @Test
  void untilSomebodyConsentsEverythingIsInMemory() {
    Tab tab = site.visit("wait");
    tab.run("const given = {n: 1}; window.oceanus('event', 'early', given); given.n = 2");
    assertThat(tab.value("new Promise(done => window.oceanus('ids', done))").has("visitor"))
        .isFalse();
    tab.run("window.dispatchEvent(new Event('pagehide'))");
    assertThat(tab.text(LEFT_BEHIND)).isEmpty();
    assertThat(site.requests()).isEmpty();
    tab.run("window.oceanus('consent', true); window.oceanus('event', 'after')");

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt")).containsExactly("page_view", "early", "after");
    assertThat(all.get(1).at("/jsn/n").asInt()).isEqualTo(1);
    assertThat(all)
        .extracting(event -> Scenario.text(event, "vid"))
        .containsOnly(tab.text("document.cookie.match(/_oc_vid=([^;]*)/)[1]"));
    assertThat(all.get(0).get("pvid")).isEqualTo(all.get(2).get("pvid"));
    tab.close();
  }

  @Test
  void whoConsentedBeforeIsTheSameVisitor() {
    Tab tab = site.visit("wait");
    tab.run("window.oceanus('consent', true)");
    site.stored("page_view");
    tab.reload();
    tab.awaitTrue("window.oceanus && window.oceanus.sites");
    tab.run("window.oceanus('consent', true)");

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt")).containsExactly("page_view", "page_view");
    assertThat(all.get(0).get("vid")).isEqualTo(all.get(1).get("vid"));
    assertThat(all.get(0).get("ses")).isEqualTo(all.get(1).get("ses"));
    tab.close();
  }

  @Test
  void aRefusalDropsWhatWaitsAndWhatFollows() {
    Tab tab = site.visit("wait");
    tab.run("window.oceanus('event', 'early'); window.oceanus('consent', false)");
    tab.run("window.oceanus('event', 'late'); history.pushState({}, '', 'route')");
    tab.run("window.dispatchEvent(new Event('pagehide'))");
    assertThat(tab.text(LEFT_BEHIND)).isEmpty();
    tab.run("window.oceanus('consent', true)");

    assertThat(site.told(site.all(tab), "evt")).isEmpty();
    tab.close();
  }

  @Test
  void aRefusalDeletesTheIdsAndWhatWasKept() {
    site.answer(503, Scenario.LATER);
    Tab tab = site.visit("plain");
    tab.awaitTrue("Object.keys(localStorage).length === 1");
    String visitor = tab.text("document.cookie.match(/_oc_vid=([^;]*)/)[1]");
    tab.run("window.oceanus('consent', false)");
    assertThat(tab.text(LEFT_BEHIND)).isEmpty();
    tab.run(Scenario.HALF_AN_HOUR_AHEAD + "; window.dispatchEvent(new Event('online'))");
    tab.run("window.oceanus('consent', true)");

    assertThat(site.told(site.all(tab), "evt")).isEmpty();
    assertThat(tab.text("document.cookie.match(/_oc_vid=([^;]*)/)[1]")).isNotEqualTo(visitor);
    tab.close();
  }

  @Test
  void globalPrivacyControlIsHeededWhereTheSiteSaysSo() {
    heeds("globalPrivacyControl", "true", "gpc");
  }

  @Test
  void doNotTrackIsHeededWhereTheSiteSaysSo() {
    heeds("doNotTrack", "'1'", "dnt");
  }

  private void heeds(String signal, String value, String option) {
    String yes =
        "<script>(window.oceanus = function () { (oceanus.q = oceanus.q || []).push(arguments) })"
            + "('consent', true)</script>";
    String head = yes + site.tag("data-" + option);
    site.page("banner", new Scenario.Page(Scenario.html("banner", head, ""), Map.of()));
    site.page("heed", "data-" + option, "");
    site.page("other", option.equals("gpc") ? "data-dnt" : "data-gpc", "");
    Tab tab = stand.chromium().newVisitor();
    tab.prepare(
        "Object.defineProperty(Navigator.prototype, '%s', {get: () => %s, configurable: true})"
            .formatted(signal, value));
    tab.open(site.url("heed"));
    tab.awaitTrue("window.oceanus && window.oceanus.sites");
    tab.run("window.oceanus('event', 'unheard')");
    tab.run("window.dispatchEvent(new Event('pagehide'))");
    assertThat(tab.text(LEFT_BEHIND)).isEmpty();
    tab.open(site.url("banner"));
    tab.awaitTrue("window.oceanus && window.oceanus.sites");
    tab.run("window.oceanus('event', 'unheard'); window.dispatchEvent(new Event('pagehide'))");
    assertThat(tab.text(LEFT_BEHIND)).as("the banner said yes before").isEmpty();
    tab.run("window.oceanus('consent', true); window.oceanus('event', 'agreed')");
    site.stored("agreed");
    tab.open(site.url("other"));
    tab.awaitTrue("window.oceanus && window.oceanus.sites");

    assertThat(site.told(site.all(tab), "evt", "url"))
        .containsExactly("agreed banner", "page_view other");
    tab.close();
  }

  @Test
  void aSiteMayDoWithoutCookiesAndStorage() {
    site.page("bare", "data-storage=none", "").answer(503, Map.of());
    Tab tab = site.visit("bare");
    site.requests(1);

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt")).containsExactly("page_view");
    assertThat(all.get(0).has("vid")).isFalse();
    assertThat(all.get(0).has("ses")).isFalse();
    assertThat(Scenario.text(all.get(0), "pvid")).hasSize(36);
    assertThat(tab.text(LEFT_BEHIND)).isEmpty();
    tab.close();
  }
}
