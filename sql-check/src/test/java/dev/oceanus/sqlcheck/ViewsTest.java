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

  @Test
  void uniqueKeepsTheFirstReceivedOfCopies() throws SQLException {
    warehouse.visits(
        "2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | - | - | /*2 /mug order{\"total\":\"1\"}*2",
        "2026-03-10 08:00 | bob | b1 | 12 | pc/1 | JP | - | - | /tea");

    assertThat(warehouse.rows("SELECT event_id, received_at FROM events_demo_unique ORDER BY 1"))
        .containsExactly(
            "e0,2026-03-10 08:00:00.0",
            "e2,2026-03-10 08:01:00.0",
            "e3,2026-03-10 08:02:00.0",
            "e5,2026-03-10 08:00:00.0");
    assertThat(warehouse.rows("SELECT COUNT(*) FROM events_demo")).containsExactly("6");
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

    assertThat(warehouse.rows("SELECT _entry FROM events_demo_unique")).containsExactly("t:0:1-0");
  }

  @Test
  void thirtyMinutesOfSilenceEndASessionWithoutId() throws SQLException {
    warehouse.visits(
        "2026-03-10 08:00 | ann | - | 11 | pc/1 | JP | - | - | / ~30 /mug ~31 /tea",
        "2026-03-10 08:05 | - | - | 12 | pc/1 | JP | - | - | /net");

    assertThat(
            warehouse.rows(
                "SELECT session_id, visitor, entry_page, exit_page, duration_seconds"
                    + " FROM events_demo_sessions ORDER BY session_id"))
        .containsExactly(
            "198.51.100.12~1,198.51.100.12,/net,/net,0",
            "ann~1,ann,/,/mug,1800",
            "ann~2,ann,/tea,/tea,0");
  }

  @Test
  void aSessionIdHoldsASessionTogetherWhateverThePause() throws SQLException {
    warehouse.visits("2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | - | - | / ~45 /mug");

    assertThat(warehouse.rows("SELECT session_id, duration_seconds FROM events_demo_sessions"))
        .containsExactly("a1,2700");
  }

  @Test
  void pagesAreInTheOrderInWhichTheyHappenedWhenOneOvertakesTheOther() throws SQLException {
    warehouse.visits(
        "2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | https://t.co/ | - | / /mug /tea!");

    assertThat(warehouse.rows("SELECT entry_page, exit_page FROM events_demo_sessions"))
        .containsExactly("/,/mug");
  }

  @Test
  void aPagesClockThatIsFarOffPutsNothingOutOfOrder() throws SQLException {
    warehouse.visits("2026-03-10 08:00 | ann | a1 | 11 | pc/1 | JP | - | - | / /mug");
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

    assertThat(
            warehouse.rows(
                "SELECT entry_page, exit_page, duration_seconds FROM events_demo_sessions"))
        .containsExactly("/,/tea,120");
  }

  @Test
  void midnightCutsASessionIntoTwoRowsOfOneId() throws SQLException {
    warehouse.visits("2026-03-10 23:58 | ann | a1 | 11 | pc/1 | JP | - | - | / /mug /tea");

    assertThat(
            warehouse.rows(
                "SELECT day, session_id, page_views FROM events_demo_sessions ORDER BY day"))
        .containsExactly("2026-03-10,a1,2", "2026-03-11,a1,1");
  }

  @Test
  void botsAreInNoViewButUnique() throws SQLException {
    warehouse.visits("2026-03-10 08:00 | - | - | 30 | bot:search | US | - | - | / /mug");

    for (String view : List.of("sessions", "sources", "page_views_daily", "funnel")) {
      assertThat(warehouse.rows("SELECT * FROM events_demo_" + view)).as(view).isEmpty();
    }
    assertThat(warehouse.rows("SELECT * FROM events_demo_unique")).hasSize(2);
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
