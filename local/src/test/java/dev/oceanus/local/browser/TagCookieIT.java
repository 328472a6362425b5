package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the tag does with cookies of the collector's host: all is as the site's settings say. */
@Tag("browser")
@ExtendWith(Stand.Lender.class)
class TagCookieIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String INCLUDE = "data-credentials=include";

  /** Keeps what the collector answered the tag. */
  private static final String LISTEN =
      """
      const plain = window.fetch;
      window.fetch = async (...given) => {
        const answer = await plain(...given);
        window.answered = await answer.clone().text();
        return answer;
      };
      """;

  private final Stand stand;
  private final Scenario site;

  TagCookieIT(Stand stand) {
    this.stand = stand;
    this.site = stand.scenario();
    site.page("empty", new Scenario.Page(Scenario.html("empty", "", ""), Map.of()));
  }

  /** Sets a page whose tag speaks to the collector itself, on the page's own host. */
  private void page(String path, String attributes) {
    String tag =
        "<script async src=\"%s/oceanus.js\" data-site=quiet %s></script>"
            .formatted(stand.collector().replace("localhost", "127.0.0.1"), attributes);
    site.page(path, new Scenario.Page(Scenario.html(path, tag, ""), Map.of()));
  }

  private Tab visitor(String cookie) {
    Tab tab = stand.chromium().newVisitor();
    tab.open(site.url("empty"));
    tab.run("document.cookie = '" + cookie + "; path=/'");
    tab.prepare(LISTEN);
    return tab;
  }

  @ParameterizedTest
  @CsvSource({
    "no_stats=1,  data-credentials=include, 0",
    "no_stats=0,  data-credentials=include, 0",
    "some_stats=1, data-credentials=include, 1",
    "no_stats=1,  '',                       1"
  })
  void anOptOutIsHeardWhereTheTagSendsCookies(String cookie, String attributes, int stored) {
    page("shop", attributes);
    Tab tab = visitor(cookie);
    tab.open(site.url("shop"));
    tab.awaitTrue("window.answered");

    assertThat(tab.text("window.answered")).isEqualTo("{\"stored\":%d,\"refused\":[]}", stored);
    tab.close();
  }

  @Test
  void theCollectorsCookieKnowsAVisitorAgainWhereTheTagSendsCookies() throws Exception {
    page("first", INCLUDE + " data-storage=none");
    page("second", INCLUDE + " data-storage=none");
    Tab tab = visitor("some_stats=1");
    for (String path : List.of("first", "second")) {
      tab.open(site.url(path));
      tab.awaitTrue("window.answered");
    }

    String sql = "SELECT visitor_id FROM events_quiet WHERE page_url LIKE '%" + site.url("") + "%'";
    await().atMost(LIMIT).until(() -> stand.rows(sql).size() == 2);
    List<JsonNode> rows = stand.rows(sql);
    assertThat(Scenario.text(rows.getFirst(), "visitor_id"))
        .hasSize(36)
        .isEqualTo(Scenario.text(rows.getLast(), "visitor_id"));
    tab.close();
  }
}
