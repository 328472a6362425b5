package dev.oceanus.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.query.Formats;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.RemoteQueries;
import dev.oceanus.local.up.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages with the Python system's beacons in a real browser, down to the rows of its tables. */
@Tag("browser")
class LegacyPagesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SITES =
      """
      sites:
        legacy:
          schema: oceanus-log
          table: log_legacy
          accepts: [swallow, gaze]
        inquiry:
          schema: oceanus-form
          table: form_inquiry
          accepts: [pirate]
        letters:
          accepts: [mail]
      """;

  @TempDir static Path temp;
  private static Program up;
  private static Running running;
  private static Queries queries;
  private static Chromium chromium;
  private static LegacyPages pages;

  @BeforeAll
  static void start() throws Exception {
    Path sites = Files.writeString(temp.resolve("sites.yaml"), SITES);
    DataFolder folder = new DataFolder(temp.resolve("data"));
    up =
        Program.start(
            temp,
            Map.of("OCEANUS_SITES_FILE", sites.toString()),
            "up",
            "--port",
            "0",
            "--data",
            folder.root().toString());
    running = up.running(folder);
    queries = new RemoteQueries(running.queryUrl(), running.token());
    pages = LegacyPages.start(running.publicUrl());
    chromium = Chromium.start(temp.resolve("profile"));
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
    if (pages != null) {
      pages.close();
    }
    up.close();
  }

  @Test
  void aPageViewAndAClickAreRowsOfTheLog() {
    Tab tab = chromium.newVisitor();
    tab.open(pages.url("/first?q=%E8%B2%9D&r=a+b"));
    tab.awaitTrue("outcomes.includes('/swallow/legacy loaded 1x1')");
    tab.click("#go");
    tab.awaitTrue("outcomes.filter(each => each === '/swallow/legacy loaded 1x1').length === 2");
    String visitor = tab.text("/oceanus_sid=([0-9a-f]+)/.exec(document.cookie)[1]");

    List<JsonNode> rows = rows("log_legacy", visitor, 2);
    JsonNode view = rows.getFirst();
    assertThat(text(view, "evt")).isEqualTo("pageview");
    assertThat(text(view, "url")).isEqualTo(pages.url("/first?q=%E8%B2%9D&r=a+b"));
    assertThat(text(view, "tit")).isEqualTo("海の店 & more");
    assertThat(text(view, "oid")).isEqualTo("2");
    assertThat(text(view, "uid")).isEqualTo("1000000");
    assertThat(text(view, "rad")).isEqualTo("127.0.0.1");
    assertThat(text(view, "enc")).isEqualTo("UTF-8");
    assertThat(text(view, "dev")).as("headless").isEqualTo("bot");
    assertThat(text(view, "ua")).isEqualTo(tab.text("navigator.userAgent"));
    assertThat(text(view, "scr")).matches("\\d+x\\d+");
    assertThat(text(view, "vie")).matches("\\d+x\\d+");
    assertThat(text(view, "dt")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
    assertThat(view.get("ref").isNull()).isTrue();
    assertThat(view.get("jsn").isNull()).isTrue();
    JsonNode click = rows.get(1);
    assertThat(text(click, "evt")).isEqualTo("linkclick");
    assertThat(text(click, "url")).isEqualTo("/next?a=b&c=d");
    assertThat(text(click, "tit")).isEqualTo("[text]次の page");
    assertThat(text(click, "ref")).isEqualTo(pages.url("/first?q=%E8%B2%9D&r=a+b"));
    assertThat(text(click, "jsn"))
        .matches("\\{\"kwd\":\"\\\\u8c9d\",\"pageX\":\\d+,\"pageY\":\\d+}");
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void formsAreRowsOfTheFormTable() {
    Tab tab = chromium.newVisitor();
    tab.open(pages.url("/form"));
    tab.type("#inquiry [name=name]", "テスト 太郎");
    tab.type("#inquiry [name=cname]", "貝 & Co");
    tab.type("#inquiry [name=tel]", "03-0000-0000");
    tab.type("#inquiry [name=email]", "a+b@shop.example");
    tab.run("inquire()");
    tab.awaitTrue("outcomes.includes('/pirate 200 []')");
    tab.run("document.getElementById('plain').submit()");
    String visitor = tab.text("/oceanus_sid=([0-9a-f]+)/.exec(document.cookie)[1]");

    JsonNode sent = rows("form_inquiry", visitor, 1).getFirst();
    assertThat(text(sent, "name")).isEqualTo("テスト 太郎");
    assertThat(text(sent, "cname")).isEqualTo("貝 & Co");
    assertThat(text(sent, "tel")).isEqualTo("03-0000-0000");
    assertThat(text(sent, "email")).isEqualTo("a+b@shop.example");
    assertThat(text(sent, "url")).isEqualTo(pages.url("/form"));
    assertThat(text(sent, "jsn")).isEqualTo("{\"agreement\":\"on\"}");
    assertThat(text(sent, "uid")).isEmpty();
    JsonNode plain = rows("form_inquiry", "abc123", 1).getFirst();
    assertThat(text(plain, "name")).isEqualTo("Grace 貝");
    assertThat(text(plain, "oid")).isEmpty();
    assertThat(text(plain, "jsn")).isEqualTo("{\"q\":\"1\"}");
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  @Tag("slow")
  void picturesOfOpenMailsAreRowsForEachStep() {
    Tab tab = chromium.newVisitor();
    tab.open(pages.url("/mail"));
    tab.run("picture('/gaze/legacy', {evt: 'open', sid: 'fade', tit: 'Issue 7', uid: 7})");
    tab.run("picture('/v1/mail/letters', {uid: 'reader', dwell: 1, tit: 'Issue 8'})");
    tab.run("picture('/v1/mail/letters', {uid: 'glance', tit: 'Issue 8'})");
    tab.awaitTrue("outcomes.filter(each => each === '/v1/mail/letters loaded 1x1').length === 2");
    tab.awaitTrue("outcomes.includes('/gaze/legacy loaded 1x1')");

    List<JsonNode> gazes = rows("log_legacy", "fade", 4);
    assertThat(gazes)
        .extracting(row -> text(row, "evt"))
        .containsExactly("open", "see", "read", "done");
    assertThat(gazes).extracting(row -> text(row, "oid")).containsOnly("2");
    assertThat(gazes).extracting(row -> text(row, "tit")).containsOnly("Issue 7");
    List<JsonNode> steps =
        rows("SELECT * FROM events_letters WHERE user_id = 'reader' ORDER BY received_at", 4);
    assertThat(steps)
        .extracting(row -> row.at("/properties/seconds").asInt(0))
        .containsExactly(0, 2, 6, 10);
    assertThat(steps).extracting(row -> text(row, "page_view_id")).hasSize(4).doesNotContain("");
    assertThat(steps.stream().map(row -> text(row, "page_view_id")).distinct()).hasSize(1);
    assertThat(rows("SELECT * FROM events_letters WHERE user_id = 'glance'", 1)).hasSize(1);
    tab.close();
  }

  private static String text(JsonNode row, String column) {
    return row.get(column).asString();
  }

  /** The rows of a visitor of the Python system's tables, once there are so many. */
  private static List<JsonNode> rows(String table, String visitor, int count) {
    return rows("SELECT * FROM %s WHERE sid = '%s' ORDER BY dt".formatted(table, visitor), count);
  }

  private static List<JsonNode> rows(String sql, int count) {
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
}
