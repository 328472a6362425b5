package dev.oceanus.sqlcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter on the day gets through a view down to its table, as DuckDB plans it. */
class PruningTest {
  private Warehouse warehouse;

  @BeforeEach
  void open() throws SQLException {
    warehouse = Warehouse.empty();
  }

  @AfterEach
  void close() throws SQLException {
    warehouse.close();
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
    warehouse.visits(
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
}
