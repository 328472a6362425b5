package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the tag's events that do not get through at once. */
@Tag("browser")
@ExtendWith(Stand.Lender.class)
class TagRetryIT {
  private static final String KEPT =
      "Object.keys(localStorage).flatMap(key => JSON.parse(localStorage[key]).slice(1))"
          + ".map(text => JSON.parse(text).evt).join()";

  private final Stand stand;
  private final Scenario site;

  TagRetryIT(Stand stand) {
    this.stand = stand;
    this.site = stand.scenario();
  }

  @Test
  void whatHappensOfflineIsSentOnceTheNetworkIsBack() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    tab.offline(true);
    tab.run("window.oceanus('event', 'offline')");
    tab.awaitTrue(KEPT + " === 'offline'");
    tab.offline(false);
    site.stored("offline");

    assertThat(site.told(site.all(tab), "evt")).containsExactly("page_view", "offline");
    assertThat(tab.text(KEPT)).isEmpty();
    tab.close();
  }

  @Test
  void whatAPageCouldNotSendOfflineIsSentByTheNextOne() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    tab.offline(true);
    tab.run("for (let i = 0; i < 60; i++) window.oceanus('event', 'n' + i)");
    tab.run("window.dispatchEvent(new Event('pagehide'))");
    tab.awaitTrue(KEPT + ".split(',').length === 50");
    Tab next = stand.chromium().newTab(tab);
    tab.close();
    next.open(site.url("next"));
    site.stored("n49");

    List<String> names = site.told(site.all(next), "evt", "url");
    assertThat(names)
        .hasSize(52)
        .contains("page_view next")
        .containsSubsequence(IntStream.range(0, 50).mapToObj(i -> "n" + i + " start").toList());
    next.close();
  }

  @Test
  void whatIsNotTakenNowIsSentAgainUnderItsId() {
    site.answer(503, Map.of()).answer(500, Map.of());
    Tab tab = site.visit("start");

    assertThat(site.told(site.all(tab), "evt")).containsExactly("page_view");
    List<Received> requests = site.requests();
    assertThat(requests).extracting(Received::status).startsWith(503, 500, 200);
    assertThat(requests.subList(0, 3))
        .extracting(request -> Scenario.text(request.events().get(0), "eid"))
        .containsOnly(Scenario.text(site.stored().get(0), "eid"));
    tab.close();
  }

  @Test
  void theCollectorsWishToBeLeftAloneOutlivesThePage() {
    site.answer(429, Scenario.LATER);
    Tab tab = site.visit("start");
    site.requests(1);
    tab.awaitTrue(KEPT + " === 'page_view'");
    tab.open(site.url("second"));
    tab.awaitTrue("window.oceanus && window.oceanus.sites");
    tab.run("window.dispatchEvent(new Event('online')); window.oceanus('event', 'impatient')");
    tab.run("window.dispatchEvent(new Event('pagehide'))");
    tab.awaitTrue(KEPT + " === 'page_view,page_view,impatient'");
    assertThat(site.requests()).extracting(Received::status).containsExactly(429);

    tab.prepare(Scenario.HALF_AN_HOUR_AHEAD);
    tab.open(site.url("third"));
    assertThat(site.told(site.all(tab), "evt", "url"))
        .containsExactlyInAnyOrder(
            "page_view start", "page_view second", "impatient second", "page_view third");
    tab.close();
  }

  @Test
  void whatHasWaitedForThreeDaysIsGivenUp() {
    site.answer(503, Scenario.LATER);
    Tab tab = site.visit("start");
    tab.awaitTrue(KEPT + " === 'page_view'");
    tab.prepare(Scenario.ahead(3 * 86_400));
    tab.open(site.url("later"));

    assertThat(site.told(site.all(tab), "evt", "url")).containsExactly("page_view later");
    assertThat(tab.text(KEPT)).isEmpty();
    tab.close();
  }

  @Test
  void withoutStorageWhatIsNotTakenWaitsInThePage() {
    site.answer(503, Map.of());
    Tab tab = stand.chromium().newVisitor();
    tab.prepare(
        """
        Object.defineProperty(window, 'localStorage', {
          get() { throw new DOMException('denied', 'SecurityError'); }
        });
        """);
    tab.open(site.url("start"));
    site.requests(1);

    assertThat(site.told(site.all(tab), "evt")).containsExactly("page_view");
    List<Received> requests = site.requests();
    assertThat(requests).extracting(Received::status).startsWith(503, 200);
    assertThat(requests.get(0).events().get(0).get("eid"))
        .isEqualTo(site.stored().get(0).get("eid"));
    assertThat(tab.value("document.cookie.includes('_oc_vid=')").asBoolean()).isTrue();
    tab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "null", "[\"x\",\"y\"]"})
  void whatSomebodyElseLeftInTheStorageStopsNothing(String text) {
    site.answer(503, Map.of());
    Tab tab = stand.chromium().newVisitor();
    tab.prepare(
        "localStorage.setItem('_oc_%s/way/%s/demo', '%s')"
            .formatted(stand.pages().origin("localhost"), site.name(), text));
    tab.open(site.url("start"));
    tab.awaitTrue("window.oceanus && window.oceanus.sites");

    assertThat(site.told(site.all(tab), "evt")).containsExactly("page_view");
    assertThat(tab.text(KEPT)).isEmpty();
    tab.close();
  }

  @Test
  void twoTabsSendWhatIsKeptOnce() {
    site.answer(503, Scenario.LATER);
    Tab tab = site.visit("start");
    tab.awaitTrue(KEPT + " === 'page_view'");
    Tab one = stand.chromium().newTab(tab);
    Tab two = stand.chromium().newTab(tab);
    tab.close();
    one.prepare(Scenario.HALF_AN_HOUR_AHEAD);
    two.prepare(Scenario.HALF_AN_HOUR_AHEAD);
    one.call("Page.navigate", Map.of("url", site.url("one")));
    two.call("Page.navigate", Map.of("url", site.url("two")));
    one.awaitTrue("window.oceanus && window.oceanus.sites");
    two.awaitTrue("window.oceanus && window.oceanus.sites");
    two.run("window.oceanus('event', 'two_is_done')");
    site.stored("two_is_done");

    assertThat(site.told(site.all(one), "evt", "url"))
        .containsExactlyInAnyOrder(
            "page_view start", "page_view one", "page_view two", "two_is_done two");
    one.close();
    two.close();
  }
}
