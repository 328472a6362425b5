package dev.oceanus.tables.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.warehouse.LoaderColumns;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.common.warehouse.WarehouseConfig.Kind;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Partitioning.Daily;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.store.Catalogues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTablesTest {
  private static final Instant MORNING = Instant.parse("2026-11-24T10:00:00Z");
  private static final SiteCatalogue DAILY =
      Catalogues.of("old:\n  schema: oceanus-log\n  table: log\n  daily_tables: true");

  private static TableTerms terms(Kind kind, Optional<Duration> expiry) {
    return new TableTerms(
        new WarehouseConfig(
            kind,
            new WarehouseConfig.DuckDb(Path.of("data", "file.duckdb"), false),
            new WarehouseConfig.BigQuery("my-project", "web", Optional.empty())),
        Optional.of("EU"),
        expiry);
  }

  private static Wanted inBigQuery(SiteCatalogue catalogue) {
    return new WantedTables(terms(Kind.BIGQUERY, Optional.empty())).of(catalogue, MORNING);
  }

  private static Wanted inDuckDb(SiteCatalogue catalogue) {
    return new WantedTables(terms(Kind.DUCKDB, Optional.empty())).of(catalogue, MORNING);
  }

  private static Table table(Wanted wanted, String name) {
    return wanted.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTableHasTheColumnsOfItsSchemaAndOfTheLoader() {
    SiteCatalogue catalogue =
        Catalogues.of("shop:\n  columns: [{name: price, type: FLOAT64, description: Of it.}]");

    List<Column> columns = table(inBigQuery(catalogue), "events_shop").columns();

    assertThat(columns)
        .extracting(Column::name)
        .startsWith(Schemas.WEB.fields().stream().map(Field::name).toArray(String[]::new))
        .endsWith("price", "_batch", "_entry", "_seal");
    assertThat(columns).extracting(Column::mode).containsOnly(Mode.NULLABLE);
    assertThat(columns).extracting(Column::description).doesNotContain("");
    assertThat(columns).contains(new Column("price", "FLOAT64", Mode.NULLABLE, "Of it."));
    assertThat(table(inDuckDb(catalogue), "events_shop").columns())
        .extracting(Column::name)
        .endsWith("price", "_batch", "_entry");
  }

  @Test
  void eachKindOfTableHasItsLayout() {
    Wanted wanted =
        inBigQuery(
            Catalogues.of("shop:\nlog:\n  schema: oceanus-log\nform:\n  schema: oceanus-form"));

    assertThat(table(wanted, "events_shop").partitioning()).isEqualTo(byDayOf("received_at"));
    assertThat(table(wanted, "events_shop").clustering())
        .containsExactly("event_name", "visitor_id");
    assertThat(table(wanted, "events_log").partitioning())
        .isEqualTo(new Daily(Optional.empty(), Optional.empty(), false));
    assertThat(table(wanted, "events_form").clustering()).containsExactly("sid");
    assertThat(table(wanted, "refused").partitioning()).isEqualTo(byDayOf("refused_at"));
    assertThat(table(wanted, "dead_letters").partitioning()).isEqualTo(byDayOf("dead_at"));
    for (Table table : wanted.tables()) {
      assertThat(table.description()).isNotBlank();
      assertThat(table.columns()).extracting(Column::name).containsAll(table.clustering());
    }
  }

  private static Daily byDayOf(String column) {
    return new Daily(Optional.of(column), Optional.empty(), false);
  }

  @Test
  void rowsAreKeptAsLongAsSet() {
    Wanted wanted =
        new WantedTables(terms(Kind.BIGQUERY, Optional.of(Duration.ofDays(400))))
            .of(Catalogues.of("shop:"), MORNING);

    assertThat(wanted.tables())
        .allSatisfy(
            table ->
                assertThat(((Daily) table.partitioning()).expiry()).contains(Duration.ofDays(400)));
  }

  @Test
  void aTableNamesItsSites() {
    Wanted wanted = inBigQuery(Catalogues.of("Shop:\n  table: web\nblog:\n  table: web"));

    assertThat(table(wanted, "web").labels())
        .isEqualTo(Map.of("managed-by", "oceanus", "site-shop", "", "site-blog", ""));
    assertThat(table(wanted, "web").description()).endsWith("Sites: Shop, blog.");
    assertThat(table(wanted, "refused").labels()).isEqualTo(Map.of("managed-by", "oceanus"));
  }

  @Test
  void aLabelIsNoLongerThanBigQueryTakes() {
    String site = "s".repeat(64);

    assertThat(table(inBigQuery(Catalogues.of(site + ":\n  table: web")), "web").labels())
        .hasSize(2)
        .containsKey("site-" + "s".repeat(58));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T00:00:00Z, log_20261124",
    "2026-11-24T11:59:59.999Z, log_20261124",
    "2026-11-24T12:00:00Z, log_20261124 log_20261125",
    "2026-11-24T23:59:59.999Z, log_20261124 log_20261125",
    "2026-11-25T00:00:00Z, log_20261125",
    "2026-12-31T12:00:00Z, log_20261231 log_20270101",
  })
  void aDailyTableIsThereHalfADayAhead(Instant now, String names) {
    Wanted wanted = new WantedTables(terms(Kind.BIGQUERY, Optional.empty())).of(DAILY, now);

    assertThat(wanted.tables())
        .extracting(Table::name)
        .filteredOn(name -> name.startsWith("log"))
        .isEqualTo(List.of(names.split(" ", -1)));
    assertThat(table(wanted, names.substring(0, "log_20261124".length())).partitioning())
        .isEqualTo(Partitioning.NONE);
  }

  @Test
  void duckDbHasOneTableForAllDays() {
    Wanted wanted = inDuckDb(DAILY);

    assertThat(table(wanted, "log").columns()).hasSize(LoaderColumns.inDuckDb(Schemas.LOG).size());
  }

  @Test
  void viewsAreOfWebTablesOnlyAndNameThemInFull() {
    SiteCatalogue catalogue = Catalogues.of("shop:\nlog:\n  schema: oceanus-log");

    assertThat(inBigQuery(catalogue).views())
        .extracting(View::name)
        .containsExactlyElementsOf(
            ViewFiles.NAMES.stream().map(name -> "events_shop_" + name).toList());
    assertThat(inBigQuery(catalogue).views())
        .allSatisfy(view -> assertThat(view.sql()).contains("`my-project.web.events_shop`"))
        .allSatisfy(view -> assertThat(view.sql()).doesNotContain("{table}"));
    assertThat(inDuckDb(catalogue).views())
        .allSatisfy(view -> assertThat(view.sql()).contains("\"events_shop\""))
        .allSatisfy(view -> assertThat(view.description()).isNotBlank());
  }

  @Test
  void bothDialectsSayTheSameOfTheirViews() {
    SiteCatalogue catalogue = Catalogues.of("shop:");

    assertThat(inBigQuery(catalogue).views())
        .extracting(View::description)
        .isEqualTo(inDuckDb(catalogue).views().stream().map(View::description).toList());
  }

  @Test
  void onlyTheLanesThatWereChosenAreWanted() {
    Wanted wanted =
        new WantedTables(terms(Kind.BIGQUERY, Optional.empty()))
            .of(Catalogues.of("shop:\nblog:"), MORNING, lane -> lane.name().equals("events_blog"));

    assertThat(wanted.tables()).extracting(Table::name).containsExactly("events_blog");
    assertThat(wanted.views()).extracting(View::table).containsOnly("events_blog");
  }

  @Test
  void theDatasetIsNamedAsInMessages() {
    assertThat(inBigQuery(DAILY).dataset()).isEqualTo("my-project.web");
    assertThat(inDuckDb(DAILY).dataset()).isEqualTo("file.duckdb");
  }
}
