package dev.oceanus.tables.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.site.SiteCatalogue;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.tables.model.Column;
import dev.oceanus.tables.model.Column.Mode;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.Found.OfTable;
import dev.oceanus.tables.model.Found.Place;
import dev.oceanus.tables.model.Partitioning;
import dev.oceanus.tables.model.Table;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Change.AddColumns;
import dev.oceanus.tables.plan.Plan;
import dev.oceanus.tables.plan.Planner;
import dev.oceanus.tables.store.Catalogues;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that the Python system made: nothing about them stands in the way of ours. */
class PythonTablesTest {
  private static final Set<String> REQUIRED = Set.of("dt", "oid", "sid", "rad", "evt");

  @ParameterizedTest
  @CsvSource({
    "oceanus-log, true, dt oid sid uid rad evt tit url ref jsn ua dev enc scr vie",
    "oceanus-form, true, dt oid sid rad uid name cname email tel jsn ua dev url enc",
    "oceanus-log, false, dt oid sid uid rad evt tit url ref jsn ua dev enc scr vie",
    "oceanus-form, false, dt oid sid rad uid name cname email tel jsn ua dev url enc"
  })
  void takeOurRowsOnceTheyHaveOurColumnsBesides(String schema, boolean daily, String columns) {
    SiteCatalogue catalogue =
        Catalogues.of(
            "old:\n  schema: %s\n  table: t\n  daily_tables: %s".formatted(schema, daily));
    Wanted wanted = new WantedTables(terms()).of(catalogue, Instant.parse("2026-11-24T10:00:00Z"));
    String name = daily ? "t_20261124" : "t";
    Table theirs =
        new Table(
            name,
            "",
            Arrays.stream(columns.split(" ", -1)).map(PythonTablesTest::column).toList(),
            daily
                ? Partitioning.NONE
                : new Partitioning.Daily(Optional.empty(), Optional.empty(), false),
            List.of(),
            Map.of());
    Plan plan =
        Planner.plan(
            wanted,
            new Found(
                Optional.of(new Place(Optional.of("EU"))), Map.of(name, new OfTable(theirs))));

    assertThat(plan.conflicts()).isEmpty();
    assertThat(plan.changes())
        .filteredOn(AddColumns.class::isInstance)
        .map(AddColumns.class::cast)
        .filteredOn(change -> change.target().equals(name))
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.columns())
                    .extracting(Column::name)
                    .containsExactly("truncated", "_batch", "_entry", "_seal"));
    assertThat(plan.changes())
        .noneMatch(
            change ->
                change instanceof Change.CreateTable create && create.table().name().equals(name));
  }

  private static Column column(String name) {
    return new Column(name, "STRING", REQUIRED.contains(name) ? Mode.REQUIRED : Mode.NULLABLE, "");
  }

  private static TableTerms terms() {
    return new TableTerms(
        new WarehouseConfig(
            WarehouseConfig.Kind.BIGQUERY,
            new WarehouseConfig.DuckDb(Path.of("data", "file.duckdb"), false),
            new WarehouseConfig.BigQuery("my-project", "web", Optional.empty())),
        Optional.of("EU"),
        Optional.empty());
  }
}
