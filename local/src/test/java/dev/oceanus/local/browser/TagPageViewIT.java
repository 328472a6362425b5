package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** When the tag tells of a page view, and what it says. */
@Tag("browser")
@ExtendWith(Stand.Lender.class)
class TagPageViewIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Stand stand;
  private final Scenario site;

  TagPageViewIT(Stand stand) {
    this.stand = stand;
    this.site = stand.scenario();
  }

  @Test
  void aLoadIsOneRow() throws Exception {
    Tab tab = site.visit("start?utm_source=letter#part");

    assertThat(views(site.all(tab))).containsExactly("start?utm_source=letter  start");
    String sql =
        "SELECT event_name, page_url, page_title, utm_source, properties, visitor_id, session_id,"
            + " event_id, page_view_id, viewport FROM events_demo WHERE page_url LIKE '"
            + site.url("")
            + "%' ORDER BY event_name";
    List<JsonNode> rows =
        await().atMost(LIMIT).until(() -> stand.rows(sql), found -> found.size() == 2);
    JsonNode view = rows.get(1);
    assertThat(Scenario.text(view, "event_name")).isEqualTo("page_view");
    assertThat(Scenario.text(view, "page_url")).isEqualTo(site.url("start?utm_source=letter"));
    assertThat(Scenario.text(view, "page_title")).isEqualTo("start");
    assertThat(Scenario.text(view, "utm_source")).isEqualTo("letter");
    assertThat(view.get("properties").isNull()).isTrue();
    JsonNode ids = tab.value("new Promise(done => window.oceanus('ids', done))");
    assertThat(view.get("visitor_id")).isEqualTo(ids.get("visitor"));
    assertThat(view.get("session_id")).isEqualTo(ids.get("session"));
    assertThat(view.get("page_view_id")).isEqualTo(ids.get("pageView"));
    assertThat(Scenario.text(view, "event_id"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void eachRouteOfAnApplicationIsAViewWithTheTitleThatFollows() {
    Tab tab = site.visit("home");
    tab.run(
        """
        const go = (title, url) => {
          history.pushState({}, '', url);
          return new Promise(done => setTimeout(() => { document.title = title; done(); }, 50));
        };
        window.done = go('One', 'one').then(() => go('Two', 'two?q=1'));
        """);
    tab.value("window.done.then(() => true)");
    tab.run("history.pushState({}, '', '#same-page'); history.replaceState({}, '', '#same')");
    tab.run("history.replaceState({}, '', 'three'); document.title = 'Three'");
    tab.run("history.back()");
    tab.awaitTrue("location.pathname.endsWith('two')");

    assertThat(views(site.all(tab)))
        .containsExactly(
            "home  home",
            "one home One",
            "two?q=1 one Two",
            "three two?q=1 Three",
            "two?q=1 three Three");
    assertThat(site.stored()).extracting(event -> event.get("pvid")).doesNotContainNull();
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void aRouteHasThePageViewIdOfTheEventsOnIt() {
    Tab tab = site.visit("home");
    tab.run("window.oceanus('event', 'first'); history.pushState({}, '', 'one')");
    tab.run("window.oceanus('event', 'second')");

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt", "url"))
        .containsExactly("page_view home", "first home", "page_view one", "second one");
    assertThat(all.get(1).get("pvid")).isEqualTo(all.get(0).get("pvid"));
    assertThat(all.get(3).get("pvid"))
        .isEqualTo(all.get(2).get("pvid"))
        .isNotEqualTo(all.get(0).get("pvid"));
    tab.close();
  }

  @Test
  void hashesAreRoutesOnlyWhereTheSiteSaysSo() {
    site.page("hash", "data-routes=hash", "<a href='#a'>a</a>");
    Tab tab = site.visit("hash");
    tab.click("a");
    tab.awaitTrue("location.hash === '#a'");
    tab.run("location.hash = 'b'");
    tab.awaitTrue("location.hash === '#b'");
    assertThat(views(site.all(tab)))
        .containsExactly("hash  hash", "hash#a hash hash", "hash#b hash#a hash");
    tab.close();
  }

  @Test
  void aSiteMayCountPathsOnlyOrNoRoutesAtAll() {
    site.page("paths", "data-routes=path", "").page("none", "data-routes=off", "");
    Tab tab = site.visit("paths?a=1");
    tab.run("history.replaceState({}, '', '?a=2'); history.pushState({}, '', 'paths/deep?b=1')");
    Tab other = site.visit("none");
    other.run("history.pushState({}, '', 'elsewhere')");
    other.run("window.oceanus('event', 'there')");

    site.stored("there");
    assertThat(site.told(site.all(tab), "evt", "url"))
        .containsExactlyInAnyOrder(
            "page_view paths?a=1", "page_view none", "there elsewhere", "page_view paths/deep?b=1");
    tab.close();
    other.close();
  }

  @Test
  void aSiteMayCountByHand() {
    site.page("manual", "data-auto=off", "");
    Tab tab = site.visit("manual");
    tab.run("history.pushState({}, '', 'step')");
    tab.run("window.oceanus('page', {step: 2}, {tit: 'Step two'})");
    tab.run("window.oceanus('page', {}, {url: 'https://shop.example/virtual'})");

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt", "url", "ref", "tit"))
        .containsExactly(
            "page_view step manual Step two",
            "page_view https://shop.example/virtual manual manual");
    assertThat(all.get(0).at("/jsn/step").asInt()).isEqualTo(2);
    tab.close();
  }

  @Test
  void aPageThatComesBackFromTheCacheIsAViewOfItsOwn() {
    Tab tab = site.visit("first");
    tab.run("window.sameAsBefore = true");
    site.stored("page_view");
    tab.run("location.href = '%s'".formatted(site.url("second")));
    tab.awaitTrue("location.pathname.endsWith('second') && window.oceanus.sites");
    await().atMost(LIMIT).until(() -> site.stored().size() == 2);
    tab.run("history.back()");
    tab.awaitTrue("location.pathname.endsWith('first')");

    assertThat(tab.value("window.sameAsBefore").asBoolean(false))
        .as("the browser kept the page, so that it was not loaded again")
        .isTrue();
    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt", "url"))
        .containsExactly("page_view first", "page_view second", "page_view first");
    assertThat(all).extracting(event -> event.get("pvid")).doesNotHaveDuplicates();
    tab.close();
  }

  @Test
  void aPageThatIsLoadedAheadCountsWhenItIsShown() {
    site.page(
        "ahead",
        "",
        """
        <script>
          addEventListener('load', () => { if (document.prerendering) fetch('loaded-ahead'); });
          window.oceanus = function () { (window.oceanus.q = window.oceanus.q || []).push(arguments); };
          window.oceanus('event', 'early', {ahead: document.prerendering});
        </script>
        """);
    site.page(
        "start",
        "",
        """
        <script type="speculationrules">
          {"prerender": [{"source": "list", "urls": ["ahead"]}]}
        </script>
        <script>
          const ask = () => fetch('word').then(answer => answer.text()).then(word => {
            if (word === 'go') location.href = 'ahead';
            else setTimeout(ask, 100);
          });
          ask();
        </script>
        """);
    stand.chromium().openUndriven(site.url("start"));
    site.awaitAsked("loaded-ahead");
    site.stored("page_view");
    assertThat(site.told(site.stored(), "evt", "url"))
        .as("before it is shown")
        .containsExactly("page_view start");

    site.page("word", new Scenario.Page("go", Map.of()));
    List<JsonNode> all = site.stored("early");
    assertThat(site.told(all, "evt", "url"))
        .containsExactly("page_view start", "page_view ahead", "early ahead");
    assertThat(all.get(2).at("/jsn/ahead").asBoolean()).as("it was loaded ahead").isTrue();
    assertThat(Scenario.text(all.get(1), "vid")).isEqualTo(Scenario.text(all.get(0), "vid"));
  }

  private List<String> views(List<JsonNode> events) {
    assertThat(events).allSatisfy(e -> assertThat(Scenario.text(e, "evt")).isEqualTo("page_view"));
    assertThat(events).extracting(event -> event.get("eid")).doesNotHaveDuplicates();
    return site.told(events, "url", "ref", "tit");
  }
}
