package dev.oceanus.sqlcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zetasql.SqlException;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.sqlcheck.AnalystsPage.Column;
import dev.oceanus.sqlcheck.AnalystsPage.Query;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** BigQuery would understand what analysts are given. */
class GoogleSqlTest {
  private static final AnalystsPage page = AnalystsPage.read();
  private static final String TABLE = "my-project.shop.events_demo";

  private static GoogleSql google;

  @BeforeAll
  static void makeCatalog() {
    assumeTrue(
        GoogleSql.isHere(),
        "ZetaSQL has no native library for this machine: GoogleSQL is NOT checked here");
    google = new GoogleSql();
    google.table(TABLE, LoaderColumns.inBigQuery(Schemas.WEB));
    google.table("events_demo", LoaderColumns.inBigQuery(Schemas.WEB));
    google.table("refused", LoaderColumns.inBigQuery(Schemas.REFUSED));
    google.table("dead_letters", Schemas.DEAD_LETTERS);
    google.wildcard("log_legacy_*", LoaderColumns.inBigQuery(Schemas.LOG));
    for (View view : View.of(Dialect.BIGQUERY)) {
      google.table("events_demo_" + view.name(), google.columns(view.query('`' + TABLE + '`')));
    }
  }

  static Stream<Query> queries() {
    return page.queries().stream().filter(query -> query.dialects().contains(Dialect.BIGQUERY));
  }

  static List<View> views() {
    return View.of(Dialect.BIGQUERY);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void understandsEachQueryOfThePage(Query query) {
    assertThat(google.columns(query.sql())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("views")
  void givesEachViewTheColumnsThatThePageSays(View view) {
    if (view.name().equals("unique")) {
      assertThat(google.columns(view.query('`' + TABLE + '`')))
          .isEqualTo(google.columns("SELECT * FROM events_demo"));
      return;
    }
    List<String> said =
        page.columns("View `" + view.name() + "`").stream().map(GoogleSqlTest::written).toList();
    List<String> found =
        google.columns(view.query('`' + TABLE + '`')).entrySet().stream()
            .map(column -> column.getKey() + " " + column.getValue())
            .toList();

    assertThat(found).isEqualTo(said);
  }

  private static String written(Column column) {
    return column.name() + " TYPE_" + column.type();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT page_uri FROM events_demo                         | Unrecognized name: page_uri",
        "SELECT date_diff('day', received_at, received_at) FROM events_demo | date part name",
        "SELECT properties->>'sku' FROM events_demo               | Syntax error",
        "SELECT event_id + 1 FROM events_demo                     | No matching signature",
        "SELECT day FROM events_demo                              | Unrecognized name: day",
        "SELECT event_id, COUNT(*) FROM events_demo               | neither grouped nor aggregated",
        "SELECT * FROM events_other                               | Table not found",
        "SELECT COUNT(*) FROM events_demo GROUP BY properties     | JSON",
      })
  void noticesWhatBigQueryWouldRefuse(String sql, String complaint) {
    assertThatThrownBy(() -> google.columns(sql))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void hasAtLeastFifteenQueriesToCheck() {
    assertThat(queries()).hasSizeGreaterThanOrEqualTo(15);
    assertThat(views()).hasSize(5);
  }
}
