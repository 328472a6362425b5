package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.query.Formats;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.RemoteQueries;
import dev.oceanus.local.up.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Visitors of the demo shop, and the rows that they leave. */
@Tag("browser")
class DemoShopIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String UUID_V7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  @TempDir static Path temp;
  private static Program up;
  private static Chromium chromium;
  private static Queries queries;
  private static String shop;

  @BeforeAll
  static void start() throws Exception {
    DataFolder folder = new DataFolder(temp.resolve("data"));
    up = Program.start(temp, Map.of(), "up", "--port", "0", "--data", folder.root().toString());
    Running running = up.running(folder);
    queries = new RemoteQueries(running.queryUrl(), running.token());
    shop = running.publicUrl() + "/demo/";
    chromium = Chromium.start(temp.resolve("profile"));
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
    up.close();
  }

  @Test
  void aVisitLeavesItsRows() {
    Tab tab = chromium.newVisitor();
    tab.open(shop + "?utm_source=newsletter&utm_medium=email");
    String visitor = visitor(tab);
    tab.click("[data-sku=tea] button");
    tab.click("[data-oc-event=wish]");
    tab.type("[name=name]", "Ada");
    tab.type("[name=email]", "ada@shop.example");
    tab.click("#order [type=submit]");

    List<JsonNode> rows = rows(visitor, 4);
    JsonNode view = named(rows, "page_view");
    assertThat(view.get("page_url").asString()).contains("/demo/?utm_source=newsletter");
    assertThat(view.get("page_title").asString()).isEqualTo("Tideline: goods for the shore");
    assertThat(view.get("utm_medium").asString()).isEqualTo("email");
    assertThat(view.get("viewport").asString()).matches("\\d+x\\d+");
    assertThat(view.get("screen").asString()).matches("\\d+x\\d+");
    assertThat(view.get("charset").asString()).isEqualTo("UTF-8");
    assertThat(view.get("tag_version").asString()).isNotEmpty();
    assertThat(view.get("event_id").asString()).matches(UUID_V7);
    assertThat(Instant.parse(view.get("occurred_at").asString().replace(' ', 'T') + "Z"))
        .isCloseTo(
            Instant.parse(view.get("received_at").asString().replace(' ', 'T') + "Z"),
            within(Duration.ofMinutes(1)));
    JsonNode bag = named(rows, "add_to_cart");
    assertThat(bag.at("/properties/sku").asString()).isEqualTo("tea");
    assertThat(bag.at("/properties/name").asString()).isEqualTo("灯台茶");
    assertThat(bag.at("/properties/price").asInt()).isEqualTo(12);
    assertThat(named(rows, "wish").at("/properties/text").asString()).isEqualTo("海が見たい 🌊");
    JsonNode order = named(rows, "order");
    assertThat(order.at("/properties/email").asString()).isEqualTo("ada@shop.example");
    assertThat(order.at("/properties/total").asString()).isEqualTo("12");
    assertThat(rows).extracting(row -> row.get("session_id").asString()).containsOnly(session(tab));
    assertThat(rows)
        .extracting(row -> row.get("page_view_id"))
        .containsOnly(view.get("page_view_id"));
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void thePageShowsWhatBecameOfEachRequest() {
    Tab tab = chromium.newVisitor();
    tab.open(shop);
    tab.awaitTrue("document.querySelector('#sent .stored')?.textContent.includes('page_view')");
    tab.click("[data-try=bad]");

    tab.awaitTrue("document.querySelector('#sent .refused')?.textContent.includes('evt missing')");
    assertThat(tab.text("document.querySelector('#asks pre').textContent"))
        .startsWith("./oceanus query --data ");
    tab.close();
  }

  @Test
  void aVisitorIsKnownAgain() {
    Tab tab = chromium.newVisitor();
    tab.open(shop);
    String visitor = visitor(tab);
    String session = session(tab);
    String pageView = ids(tab).get("pageView").asString();
    tab.reload();

    assertThat(visitor(tab)).isEqualTo(visitor).matches(UUID_V7);
    assertThat(session(tab)).isEqualTo(session).matches(UUID_V7);
    assertThat(ids(tab).get("pageView").asString()).isNotEqualTo(pageView);
    assertThat(rows(visitor, 2))
        .extracting(row -> row.get("session_id").asString())
        .containsOnly(session);
    tab.close();
  }

  @Test
  void aVisitorIsKnownForThirteenMonthsAndASessionForHalfAnHour() {
    Tab tab = chromium.newVisitor();
    tab.open(shop);
    String visitor = visitor(tab);
    double begun = cookie(tab, "_oc_vid").get("expires").asDouble();

    assertThat(begun - now(tab)).isCloseTo(395 * 86_400.0, within(3_600.0));
    assertThat(cookie(tab, "_oc_ses").get("expires").asDouble() - now(tab))
        .isCloseTo(1_800.0, within(120.0));
    assertThat(cookie(tab, "_oc_vid").get("sameSite").asString()).isEqualTo("Lax");

    tab.call("Network.deleteCookies", Map.of("name", "_oc_ses", "url", shop));
    tab.run("for (const key of Object.keys(localStorage)) localStorage.removeItem(key)");
    String earlier = session(tab);
    tab.reload();
    tab.call("Network.deleteCookies", Map.of("name", "_oc_ses", "url", shop));
    tab.reload();

    assertThat(session(tab)).isNotEqualTo(earlier);
    assertThat(visitor(tab)).isEqualTo(visitor);
    assertThat(cookie(tab, "_oc_vid").get("expires").asDouble()).isEqualTo(begun);
    tab.close();
  }

  @Test
  void worksWhereCookiesAndStorageAreBlocked() throws Exception {
    try (Chromium blocking = Chromium.startWithoutCookies(temp.resolve("blocking"))) {
      Tab tab = blocking.newTab();
      tab.open(shop);
      assertThat(tab.text("document.cookie = 'a=b'; document.cookie")).isEmpty();
      assertThat(
              tab.text(
                  "(() => { try { localStorage; return ''; } catch (e) { return e.name; } })()"))
          .isEqualTo("SecurityError");

      tab.click("[data-sku=mug] button");
      List<JsonNode> rows = rows(visitor(tab), 2);
      assertThat(rows)
          .extracting(row -> row.get("session_id").asString())
          .containsOnly(session(tab));
      assertThat(named(rows, "add_to_cart").at("/properties/sku").asString()).isEqualTo("mug");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  private static JsonNode ids(Tab tab) {
    tab.awaitTrue("window.oceanus && window.oceanus.version");
    return tab.value("new Promise(done => window.oceanus('ids', done))");
  }

  private static String visitor(Tab tab) {
    return ids(tab).get("visitor").asString();
  }

  private static String session(Tab tab) {
    return ids(tab).get("session").asString();
  }

  private static double now(Tab tab) {
    return tab.value("Date.now() / 1000").asDouble();
  }

  private static JsonNode cookie(Tab tab, String name) {
    for (JsonNode cookie :
        tab.call("Network.getCookies", Map.of("urls", List.of(shop))).get("cookies")) {
      if (cookie.get("name").asString().equals(name)) {
        return cookie;
      }
    }
    throw new AssertionError("no cookie " + name);
  }

  /** The rows of a visitor, once there are so many. */
  private static List<JsonNode> rows(String visitor, int count) {
    String sql =
        "SELECT * FROM events_demo WHERE visitor_id = '%s' ORDER BY occurred_at"
            .formatted(UUID.fromString(visitor));
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> rows(sql), rows -> rows.size() == count);
  }

  private static List<JsonNode> rows(String sql) throws Exception {
    StringBuilder json = new StringBuilder();
    queries.ask(sql, Formats.of("json", json));
    List<JsonNode> rows = new ArrayList<>();
    JsonMapper.shared().readTree(json.toString()).forEach(rows::add);
    return rows;
  }

  private static JsonNode named(List<JsonNode> rows, String name) {
    return rows.stream()
        .filter(row -> row.get("event_name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + rows));
  }
}
