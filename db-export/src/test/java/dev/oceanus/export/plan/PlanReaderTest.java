package dev.oceanus.export.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oceanus.common.config.ConfigException;
import dev.oceanus.export.plan.Destination.Write;
import dev.oceanus.export.plan.Export.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanReaderTest {
  private static Plan read(String yaml) {
    return PlanReader.read(yaml, "exports.yaml");
  }

  private static List<String> faults(String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    assertThat(e).as("%s has no fault", yaml).isNotNull();
    return e.faults();
  }

  @Test
  void readsTablesAndQueries() {
    Plan plan =
        read(
            """
            exports:
              customers:
                table: shop.customers
                exclude: [password_hash]
              orders:
                query: |
                  SELECT id, total FROM orders;
                fetch_rows: 20
                bigquery:
                  table: raw.orders
                  write: append
                  partition: day
            """);

    assertThat(plan.exports())
        .containsExactly(
            new Export(
                "customers",
                new Source.Table(List.of("shop", "customers"), List.of(), List.of("password_hash")),
                1000,
                Optional.empty()),
            new Export(
                "orders",
                new Source.Query("SELECT id, total FROM orders"),
                20,
                Optional.of(
                    new Destination(
                        Optional.of("raw"), "orders", Write.APPEND, Optional.of("day")))));
  }

  @Test
  void namesEveryFaultWithItsLineAndWhatWasExpected() {
    assertThat(
            faults(
                """
                exports:
                  Customers:
                    table: shop.customers
                    exlude: [password_hash]
                  both:
                    table: a
                    query: SELECT 1
                  neither:
                    columns: [a]
                  evil:
                    query: DELETE FROM orders
                    columns: [a]
                  deep:
                    table: a.b.c
                  load:
                    table: t
                    columns: [a, a]
                    fetch_rows: none
                    bigquery:
                      table: "x y"
                      write: merge
                """))
        .containsExactly(
            "exports.yaml:2: exports.Customers: must have a name that matches"
                + " [a-z][a-z0-9_-]{0,62}",
            "exports.yaml:4: exports.Customers.exlude: is not known here; did you mean 'exclude'?",
            "exports.yaml:6: exports.both.table: must be given, or 'query', found both",
            "exports.yaml:9: exports.neither.table: must be given, or 'query', found neither",
            "exports.yaml:12: exports.evil.columns: is for tables; a query names its columns"
                + " itself",
            "exports.yaml:11: exports.evil.query: must begin with SELECT or WITH, found 'DELETE'",
            "exports.yaml:14: exports.deep.table: must be a table, or schema.table, without"
                + " quotes, found 'a.b.c'",
            "exports.yaml:17: exports.load.columns: lists 'a' twice",
            "exports.yaml:18: exports.load.fetch_rows: must be a whole number from 1 to 100000,"
                + " found 'none'",
            "exports.yaml:20: exports.load.bigquery.table: must be a table, or dataset.table,"
                + " found 'x y'");
  }

  @Test
  void refusesTwoExportsIntoOneTable() {
    assertThat(
            faults(
                """
                exports:
                  a: {table: t, bigquery: {table: x, write: truncate}}
                  b: {table: u, bigquery: {table: x, write: truncate}}
                """))
        .singleElement()
        .asString()
        .startsWith("exports.yaml:3: exports.b.bigquery.table: is 'x', which the export 'a'");
  }

  @Test
  void asksHowRowsAreWrittenIntoBigQuery() {
    assertThat(faults("exports: {a: {table: t, bigquery: {table: x}}}"))
        .containsExactly(
            "exports.yaml:1: exports.a.bigquery.write: must be truncate or append, found nothing");
  }

  @Test
  void refusesAFileWithoutExports() {
    assertThat(faults("")).containsExactly("exports.yaml:1: must have 'exports', found nothing");
    assertThat(faults("exports:\n"))
        .containsExactly(
            "exports.yaml:1: exports: must be a mapping of names to exports, found nothing");
    assertThat(faults("exports: [a]\n")).singleElement().asString().contains("found a list");
  }

  @Test
  void aDefinitionChangesWithWhatIsReadAndNotWithWhereItIsLoaded() {
    String one = read("exports: {a: {table: t}}").definition(Format.NDJSON);

    assertThat(
            read("exports: {a: {table: t, bigquery: {table: x, write: append}}}")
                .definition(Format.NDJSON))
        .isEqualTo(one);
    assertThat(read("exports: {a: {table: t}}").definition(Format.CSV)).isNotEqualTo(one);
    assertThat(read("exports: {a: {table: u}}").definition(Format.NDJSON)).isNotEqualTo(one);
  }
}
