package dev.oceanus.sqlcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the views answer, in DuckDB's text of them. */
class ViewsTest {
  /** Type that a column has in DuckDB where the page says what it is in BigQuery. */
  private static final Map<String, String> TYPES =
      Map.of("DATE", "DATE", "STRING", "VARCHAR", "TIMESTAMP", "TIMESTAMP", "BOOL", "BOOLEAN");

  private static final AnalystsPage page = AnalystsPage.read();
  private Warehouse warehouse;

  @BeforeEach
  void open() throws SQLException {
    warehouse = Warehouse.empty();
  }

  @AfterEach
  void close() throws SQLException {
    warehouse.close();
  }

  private void visits(String... lines) throws SQLException {
    warehouse.insert(Visits.of(String.join("\n", lines)));
  }

  private List<String> ask(String sql) throws SQLException {
    List<String> lines = warehouse.ask(sql);
    return lines.subList(1, lines.size());
  }

  @ParameterizedTest
  @CsvSource({
    "sessions, 'day, started_at, session_id'",
    "sources, 'day, channel, source, medium, campaign'",
    "page_views_daily, 'day, page'",
    "funnel, day"
  })
  void answersWhatTheVisitsSay(String view, String order) throws SQLException, IOException {
    try (Warehouse full = Warehouse.ofFixture()) {
      assertThat(
              full.ask(
                  "SELECT * FROM events_demo_%s WHERE day >= DATE '2026-03-05' ORDER BY %s"
                      .formatted(view, order)))
          .isEqualTo(Answers.of(view));
    }
  }

  @Test
  void sourcesAreSessionsSummedUp() throws SQLException, IOException {
    String by = "day, channel, source, medium, campaign";
    try (Warehouse full = Warehouse.ofFixture()) {
      assertThat(
              full.ask(
                  """
                  SELECT %s, COUNT(*) AS sessions, COUNT(DISTINCT visitor) AS visitors,
                    SUM(page_views) AS page_views, COUNT(*) FILTER (WHERE bounced) AS bounces,
                    SUM(conversions) AS conversions, COUNT(*) FILTER (WHERE converted) AS converted_sessions
                  FROM events_demo_sessions GROUP BY ALL ORDER BY %s
                  """
                      .formatted(by, by)))
          .hasSizeGreaterThan(30)
          .isEqualTo(full.ask("SELECT * FROM events_demo_sources ORDER BY " + by));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions", "sources", "page_views_daily", "funnel"})
  void haveTheColumnsThatThePageSays(String view) throws SQLException {
    Map<String, String> columns = warehouse.columns("events_demo_" + view);

    assertThat(page.columns("View `" + view + "`").stream().map(AnalystsPage.Column::name))
        .containsExactlyElementsOf(columns.keySet());
    page.columns("View `" + view + "`")
        .forEach(
            column ->
                assertThat(columns.get(column.name()))
                    .as(column.name())
                    .isIn(
                        column.type().equals("INT64")
                            ? List.of("BIGINT", "HUGEINT")
                            : List.of(String.valueOf(TYPES.get(column.type())))));
  }

  /** In BigQuery a filter that gets to the table leaves partitions out; the text is the same. */
  @ParameterizedTest
  @ValueSource(strings = {"sessions", "sources", "page_views_daily", "funnel"})
  void letAFilterOnTheDayDownToTheTable(String view) throws SQLException {
    assertThat(scan("SELECT * FROM events_demo_" + view + " WHERE day = DATE '2026-03-10'"))
        .contains("2026-03-10");
  }

  @Test
  void uniqueLetsAFilterOnTheTimeDownToTheTable() throws SQLException {
    String sql = "SELECT * FROM events_demo_unique WHERE received_at >= TIMESTAMP '2026-03-10'";

    assertThat(scan(sql)).contains("2026-03-10");
  }

  @Test
  void aFilterOnAnythingThatAViewWorksOutStaysAboveTheTable() throws SQLException {
    assertThat(scan("SELECT * FROM events_demo_sessions WHERE entry_page = '/nowhere'"))
        .doesNotContain("nowhere");
  }

  /** How DuckDB would read the table with {@code user_agent}, or else the only one. */
  private String scan(String sql) throws SQLException {
    visits(
        "2026-03-09 08:00 | ann | a1 | 11 | pc/1 | JP | - | - | /",
        "2026-03-11 08:00 | ann | a2 | 11 | pc/1 | JP | - | - | /");
    List<String> scans =
        List.of(String.join("\n", warehouse.ask("EXPLAIN " + sql)).split("SEQ_SCAN"));
    assertThat(scans).hasSizeGreaterThan(1);
    return scans.subList(1, scans.size()).stream()
        .filter(scan -> scans.size() == 2 || scan.contains("user_agent"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void uniqueKeepsTheFirstReceivedOfCopies() throws SQLException {
    visits(
        "2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | - | - | /*2 /mug order{\"total\":\"1\"}*2",
        "2026-03-10 08:00 | bob | b1 | 12 | pc/1 | JP | - | - | /tea");

    assertThat(ask("SELECT event_id, received_at FROM events_demo_unique ORDER BY 1"))
        .containsExactly(
            "e0,2026-03-10 08:00:00.0",
            "e2,2026-03-10 08:01:00.0",
            "e3,2026-03-10 08:02:00.0",
            "e5,2026-03-10 08:00:00.0");
    assertThat(ask("SELECT COUNT(*) FROM events_demo")).containsExactly("6");
  }

  @Test
  void uniqueKeepsOneOfCopiesOfTheSameMomentAndOfTwoDays() throws SQLException {
    Map<String, String> first =
        Map.of("event_id", "x", "received_at", "2026-03-10T23:59:59Z", "_entry", "t:0:1-0");
    Map<String, String> sameMoment =
        Map.of("event_id", "x", "received_at", "2026-03-10T23:59:59Z", "_entry", "t:0:1-1");
    Map<String, String> nextDay =
        Map.of("event_id", "x", "received_at", "2026-03-11T00:00:01Z", "_entry", "t:0:2-0");
    warehouse.insert(List.of(nextDay, sameMoment, first));

    assertThat(ask("SELECT _entry FROM events_demo_unique")).containsExactly("t:0:1-0");
  }

  @Test
  void thirtyMinutesOfSilenceEndASessionWithoutId() throws SQLException {
    visits(
        "2026-03-10 08:00 | ann | - | 11 | pc/1 | JP | - | - | / ~30 /mug ~31 /tea",
        "2026-03-10 08:05 | - | - | 12 | pc/1 | JP | - | - | /net");

    assertThat(
            ask(
                "SELECT session_id, visitor, entry_page, exit_page, duration_seconds"
                    + " FROM events_demo_sessions ORDER BY session_id"))
        .containsExactly(
            "198.51.100.12~1,198.51.100.12,/net,/net,0",
            "ann~1,ann,/,/mug,1800",
            "ann~2,ann,/tea,/tea,0");
  }

  @Test
  void aSessionIdHoldsASessionTogetherWhateverThePause() throws SQLException {
    visits("2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | - | - | / ~45 /mug");

    assertThat(ask("SELECT session_id, duration_seconds FROM events_demo_sessions"))
        .containsExactly("a1,2700");
  }

  @Test
  void pagesAreInTheOrderInWhichTheyHappenedWhenOneOvertakesTheOther() throws SQLException {
    visits("2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | https://t.co/ | - | / /mug /tea!");

    assertThat(ask("SELECT entry_page, exit_page FROM events_demo_sessions"))
        .containsExactly("/,/mug");
  }

  @Test
  void aPagesClockThatIsFarOffPutsNothingOutOfOrder() throws SQLException {
    visits("2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | - | - | / /mug");
    warehouse.insert(
        List.of(
            Map.of(
                "event_id",
                "x",
                "event_name",
                "page_view",
                "visitor_id",
                "ann",
                "session_id",
                "a1",
                "page_url",
                "https://shop.example/tea",
                "received_at",
                "2026-03-10T08:02:00Z",
                "occurred_at",
                "1970-01-01T00:00:00Z",
                "_entry",
                "t:0:9-0")));

    assertThat(ask("SELECT entry_page, exit_page, duration_seconds FROM events_demo_sessions"))
        .containsExactly("/,/tea,120");
  }

  @Test
  void midnightCutsASessionIntoTwoRowsOfOneId() throws SQLException {
    visits("2026-03-10 23:58 | ann | a1 | 11 | pc/1 | JP | - | - | / /mug /tea");

    assertThat(ask("SELECT day, session_id, page_views FROM events_demo_sessions ORDER BY day"))
        .containsExactly("2026-03-10,a1,2", "2026-03-11,a1,1");
  }

  @Test
  void botsAreInNoViewButUnique() throws SQLException {
    visits("2026-03-10 08:00 | - | - | 30 | bot:search | US | - | - | / /mug");

    for (String view : List.of("sessions", "sources", "page_views_daily", "funnel")) {
      assertThat(ask("SELECT * FROM events_demo_" + view)).as(view).isEmpty();
    }
    assertThat(ask("SELECT * FROM events_demo_unique")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://www.google.co.uk/          | -                       | search | google.co.uk | organic",
        "https://search.brave.com/search    | -                       | search | search.brave.com | organic",
        "http://WWW.Bing.com:80/x?q=1#y     | -                       | search | bing.com | organic",
        "android-app://com.google.android.gm/ | -                     | email | com.google.android.gm | email",
        "https://mail.yahoo.com/            | -                       | email | mail.yahoo.com | email",
        "https://l.facebook.com/            | -                       | social | l.facebook.com | social",
        "https://t.co/abc                   | -                       | social | t.co | social",
        "https://netflix.com/               | -                       | other | netflix.com | referral",
        "https://notgoogle.com/             | -                       | other | notgoogle.com | referral",
        "https://google.shop.example/       | -                       | other | google.shop.example | referral",
        "https://shop.example/mug           | -                       | direct | (direct) | (none)",
        "https://www.shop.example/          | -                       | direct | (direct) | (none)",
        "-                                  | -                       | direct | (direct) | (none)",
        "-                                  | ?gclid=1                | paid | google | cpc",
        "-                                  | ?yclid=1                | paid | yclid | cpc",
        "https://www.google.com/            | ?utm_source=google&utm_medium=CPC | paid | google | cpc",
        "https://www.facebook.com/          | ?utm_source=fb&utm_medium=paid-social | paid | fb | paid-social",
        "https://www.facebook.com/          | ?utm_source=fb&utm_medium=social | social | fb | social",
        "-                                  | ?utm_source=Newsletter-7 | email | Newsletter-7 | email",
        "-                                  | ?utm_source=partner&utm_medium=qr | other | partner | qr",
        "-                                  | ?utm_medium=email       | email | (direct) | email",
      })
  void namesAndClassesEachSource(
      String referrer, String query, String channel, String source, String medium)
      throws SQLException {
    visits(
        "2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | %s | %s | / /mug"
            .formatted(referrer, query));

    assertThat(ask("SELECT channel, source, medium FROM events_demo_sessions"))
        .containsExactly(String.join(",", channel, source, medium));
    assertThat(ask("SELECT channel, source, medium FROM events_demo_sources"))
        .containsExactly(String.join(",", channel, source, medium));
  }

  @Test
  void everyViewDescribesItselfInItsFirstLine() {
    for (Dialect dialect : Dialect.values()) {
      assertThat(View.of(dialect))
          .allSatisfy(view -> assertThat(view.description()).endsWith("."))
          .allSatisfy(view -> assertThat(view.sql()).startsWith("-- ").contains("{table}"));
    }
    assertThat(View.of(Dialect.BIGQUERY).stream().map(View::name))
        .isEqualTo(View.of(Dialect.DUCKDB).stream().map(View::name).toList());
  }
}
