package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How the tag's events get through. */
@Tag("browser")
@ExtendWith(Stand.Lender.class)
class TagDeliveryIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String KEPT =
      "Object.keys(localStorage).flatMap(key => JSON.parse(localStorage[key]).slice(1))"
          + ".map(text => JSON.parse(text).evt).join()";

  private final Stand stand;
  private final Scenario site;

  TagDeliveryIT(Stand stand) {
    this.stand = stand;
    this.site = stand.scenario();
  }

  @Test
  void whatHappensWithinASecondTravelsTogether() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    tab.run("for (let i = 0; i < 60; i++) window.oceanus('event', 'n' + i)");

    List<String> names = site.told(site.all(tab), "evt");
    assertThat(names)
        .startsWith("page_view")
        .endsWith("n59")
        .hasSize(61)
        .containsSubsequence(IntStream.range(0, 60).mapToObj(i -> "n" + i).toList());
    assertThat(site.requests()).hasSizeLessThanOrEqualTo(4);
    assertThat(site.requests()).allSatisfy(each -> assertThat(each.events()).hasSizeBetween(1, 50));
    assertThat(site.stored()).allSatisfy(event -> assertThat(event.has("st")).isTrue());
    tab.close();
  }

  @Test
  void whatWaitsIsSentWhenThePageIsLeft() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    tab.run(
        "for (let i = 0; i < 120; i++) window.oceanus('event', 'last', {i: i});"
            + "location.href = '%s'".formatted(site.url("next")));
    await().atMost(LIMIT).until(() -> site.stored().size() >= 122);
    tab.awaitTrue("location.pathname.endsWith('next') && window.oceanus.sites");

    List<JsonNode> all = site.all(tab);
    assertThat(all).extracting(event -> event.get("eid")).doesNotHaveDuplicates().hasSize(122);
    assertThat(all)
        .filteredOn(event -> Scenario.text(event, "evt").equals("last"))
        .extracting(event -> event.at("/jsn/i").asInt())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 120).boxed().toList());
    tab.close();
  }

  @Test
  void whatIsMoreThanABrowserSendsForAPageThatIsLeftComesFromTheNextOne() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    site.hold();
    tab.run("window.oceanus('event', 'long', {text: 'x'.repeat(40000)})");
    site.awaitHeld(1);
    tab.run(
        "for (let i = 0; i < 7; i++) window.oceanus('event', 'last', {i: i, text: 'x'.repeat(9500)});"
            + "location.href = '%s'".formatted(site.url("next")));
    tab.awaitTrue("location.pathname.endsWith('next') && window.oceanus.sites");
    site.letGo();
    await().atMost(LIMIT).until(() -> site.stored().size() >= 10);

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt"))
        .containsExactlyInAnyOrder(
            "page_view",
            "long",
            "page_view",
            "last",
            "last",
            "last",
            "last",
            "last",
            "last",
            "last");
    assertThat(all).extracting(event -> event.get("eid")).doesNotHaveDuplicates();
    tab.close();
  }

  @Test
  void anEventThatNoPageMaySendWhenItIsLeftComesFromTheNextOne() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    tab.run(
        "window.oceanus('event', 'large', {text: 'x'.repeat(70000)});"
            + "window.dispatchEvent(new Event('pagehide'))");
    tab.awaitTrue(KEPT + " === 'large'");
    tab.open(site.url("next"));

    assertThat(site.told(site.all(tab), "evt", "url"))
        .containsExactlyInAnyOrder("page_view start", "large start", "page_view next");
    tab.close();
  }

  @Test
  void whatWaitsIsSentWhenTheTabIsClosed() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    tab.run("window.oceanus('event', 'one')");
    site.stored("one");
    tab.run("window.oceanus('event', 'good_bye')");
    tab.close();

    assertThat(site.told(site.stored("good_bye"), "evt"))
        .containsExactly("page_view", "one", "good_bye");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void whatIsRefusedIsNotSentAgain(int status) {
    site.answer(status, Map.of());
    Tab tab = site.visit("start");
    site.requests(1);

    assertThat(site.told(site.all(tab), "evt")).isEmpty();
    assertThat(site.requests()).extracting(Received::status).containsExactly(status, 200);
    assertThat(tab.text(KEPT)).isEmpty();
    tab.close();
  }

  @Test
  void withoutCookiesAVisitIsKnownForAsLongAsThePageIsOpen() {
    Tab tab = stand.chromium().newVisitor();
    tab.prepare(
        """
        Object.defineProperty(Document.prototype, 'cookie', {
          get() { throw new DOMException('denied', 'SecurityError'); },
          set() { throw new DOMException('denied', 'SecurityError'); }
        });
        """);
    tab.open(site.url("start"));
    tab.awaitTrue("window.oceanus && window.oceanus.sites");
    tab.run("window.oceanus('event', 'second')");

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt")).containsExactly("page_view", "second");
    assertThat(Scenario.text(all.get(0), "vid"))
        .hasSize(36)
        .isEqualTo(all.get(1).get("vid").asString());
    assertThat(Scenario.text(all.get(0), "ses"))
        .hasSize(36)
        .isEqualTo(all.get(1).get("ses").asString());
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }
}
