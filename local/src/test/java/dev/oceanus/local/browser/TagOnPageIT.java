package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** How the tag gets on with the page that carries it, and with what the page says to it. */
@Tag("browser")
@ExtendWith(Stand.Lender.class)
class TagOnPageIT {
  private static final String STUB =
      """
      <script>
        window.oceanus = function () { (window.oceanus.q = window.oceanus.q || []).push(arguments); };
        %s
      </script>
      """;

  private final Stand stand;
  private final Scenario site;

  TagOnPageIT(Stand stand) {
    this.stand = stand;
    this.site = stand.scenario();
  }

  @Test
  void worksUnderAStrictPolicy() {
    String policy =
        "default-src 'none'; img-src data:; base-uri 'none'; script-src "
            + stand.collector()
            + "; connect-src "
            + stand.pages().origin("localhost")
            + "; require-trusted-types-for 'script'; trusted-types 'none'";
    site.page(
        "strict",
        new Scenario.Page(
            Scenario.html(
                "strict",
                site.tag("data-track=link_click"),
                "<a href='#a' id=a data-oc-event=hit>a</a>"),
            Map.of("Content-Security-Policy", policy)));
    Tab tab = site.visit("strict");
    tab.click("#a");
    tab.run("history.pushState({}, '', 'route')");

    assertThat(site.told(site.all(tab), "evt", "url"))
        .containsExactly("page_view strict", "hit strict", "page_view route");
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void callsBeforeItHasArrivedCount() {
    site.page(
        "early",
        "",
        STUB.formatted(
            """
            window.oceanus('event', 'early', {n: 1});
            window.oceanus('user', 42);
            window.oceanus('set', {oid: 'variant b'});
            window.oceanus('before', event => { event.lng = 'hooked'; return event.evt !== 'secret'; });
            window.oceanus('event', 'secret');
            window.mine = window.oceanus;
            """));
    Tab tab = site.visit("early");
    tab.run("window.mine('event', 'by the function of before')");

    List<JsonNode> all = site.all(tab);
    assertThat(site.told(all, "evt", "uid", "oid", "lng"))
        .containsExactly(
            "page_view 42 variant b hooked",
            "early 42 variant b hooked",
            "by the function of before 42 variant b hooked");
    assertThat(all.get(1).at("/jsn/n").asInt()).isEqualTo(1);
    tab.close();
  }

  @Test
  void aHookThatFailsLetsNothingThrough() {
    Tab tab = site.visit("start");
    site.stored("page_view");
    tab.run("window.oceanus('before', event => event.jsn.secret.length > 1)");
    tab.run("window.oceanus('event', 'unchecked'); window.oceanus('before', undefined)");

    assertThat(site.told(site.all(tab), "evt")).containsExactly("page_view");
    assertThat(tab.complaints()).singleElement().asString().contains("oceanus:");
    tab.close();
  }

  @Test
  void twoSitesMayShareAPage() throws Exception {
    String other =
        site.tag("data-track=link_click").replace("data-site=\"demo\"", "data-site=\"other\"");
    site.page(
        "shared",
        new Scenario.Page(
            Scenario.html(
                "shared",
                site.tag("") + other + site.tag(""),
                STUB.formatted("window.oceanus('event', 'both')") + "<a href='#a'>a</a>"),
            Map.of()));
    Tab tab = site.visit("shared");
    tab.awaitTrue("Object.keys(window.oceanus.sites).length === 2");
    tab.run("history.pushState({}, '', 'route')");
    tab.click("a");
    tab.run("window.oceanus('event:other', 'one'); window.oceanus('event:nobody', 'none')");
    tab.run("window.oceanus('event:demo', 'last'); window.oceanus('event:other', 'last')");
    site.requests(2);
    await().until(() -> told("demo").contains("last") && told("other").contains("last"));

    assertThat(told("demo")).containsExactly("page_view", "both", "page_view", "last");
    assertThat(told("other"))
        .containsExactly("page_view", "both", "page_view", "link_click", "one", "last");
    assertThat(site.stored()).extracting(event -> event.get("eid")).doesNotHaveDuplicates();
    assertThat(site.stored())
        .extracting(event -> Scenario.text(event, "vid"))
        .containsOnly(tab.text("document.cookie.match(/_oc_vid=([^;]*)/)[1]"));
    tab.close();
  }

  private List<String> told(String name) {
    return site.requests().stream()
        .filter(request -> request.site().equals(name))
        .flatMap(request -> request.events().stream())
        .map(event -> Scenario.text(event, "evt"))
        .toList();
  }

  @Test
  void aSiteMayNameItsCookies() {
    site.page("named", "data-prefix=shop_ data-domain=127.0.0.1", "").answer(503, Scenario.LATER);
    Tab tab = site.visit("named");
    tab.awaitTrue("Object.keys(localStorage).length === 1");

    assertThat(tab.text("Object.keys(localStorage)[0]")).startsWith("shop_http://localhost:");
    assertThat(tab.text("document.cookie.replace(/=[^;]*/g, '')")).isEqualTo("shop_vid; shop_ses");
    tab.close();
  }

  @Test
  void withoutASiteItSaysWhatIsMissing() {
    site.page(
        "nameless",
        new Scenario.Page(
            "<link rel=icon href=data:,><script src='"
                + stand.collector()
                + "/oceanus.js'></script>",
            Map.of()));
    Tab tab = stand.chromium().newVisitor();
    tab.open(site.url("nameless"));

    assertThat(tab.complaints()).singleElement().asString().contains("the script needs data-site");
    assertThat(tab.text("typeof window.oceanus")).isEqualTo("undefined");
    tab.close();
  }

  @Test
  void takesOneNameOfThePagesAndNoException() {
    Tab tab = site.visit("start");
    String fresh =
        """
        (() => {
          const frame = document.body.appendChild(document.createElement('iframe'));
          const theirs = new Set(Object.getOwnPropertyNames(frame.contentWindow));
          frame.remove();
          return Object.getOwnPropertyNames(window).filter(name => !theirs.has(name) && isNaN(name));
        })()
        """;
    List<String> names = new ArrayList<>();
    tab.value(fresh).forEach(name -> names.add(name.asString()));

    assertThat(names).containsExactly("oceanus");
    tab.run("const ring = {}; ring.self = ring; window.oceanus('event', 'ring', ring)");
    tab.run("window.oceanus('no such command'); window.oceanus()");
    assertThat(site.told(site.all(tab), "evt")).containsExactly("page_view");
    tab.close();
  }
}
