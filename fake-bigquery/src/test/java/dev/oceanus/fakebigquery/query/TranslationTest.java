package dev.oceanus.fakebigquery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.fakebigquery.api.ApiException;
import dev.oceanus.fakebigquery.api.DatasetRef;
import dev.oceanus.fakebigquery.api.Json;
import dev.oceanus.fakebigquery.api.TableRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranslationTest {
  private static final DatasetRef HOME = new DatasetRef("p", "d");

  @Test
  void findsTablesWhereverTheyAreNamed() {
    assertThat(
            tables(
                """
                WITH w AS (SELECT * FROM `q.e.t1`)
                SELECT (SELECT max(x) FROM t2), EXTRACT(YEAR FROM ts)
                FROM w, e.t3 AS a JOIN `other-project`.e.t4 b ON a.x IS DISTINCT FROM b.x
                WHERE a.x IN (SELECT x FROM some-project.e.t5)
                """))
        .containsExactlyInAnyOrder(
            "q:e.t1", "p:d.t2", "p:e.t3", "other-project:e.t4", "some-project:e.t5");
  }

  @Test
  void takesNoFunctionForATable() {
    assertThat(tables("SELECT x FROM UNNEST([1, 2]) AS x")).isEmpty();
  }

  @Test
  void translatesStringsAndNames() {
    assertThat(sql("SELECT `a`, \"it's\", 'b\\'c', r'\\d' -- x\nFROM t"))
        .isEqualTo("SELECT \"a\", 'it''s', 'b''c', '\\d'  \nFROM [p:d.t]");
  }

  @Test
  void translatesTypesAndFunctions() {
    assertThat(sql("SELECT SAFE_CAST(x AS INT64), COUNTIF(y), * EXCEPT (z) FROM t"))
        .isEqualTo("SELECT TRY_CAST(x AS BIGINT), count_if(y), * EXCLUDE (z) FROM [p:d.t]");
  }

  @Test
  void putsParametersIn() {
    String parameters =
        """
        [{"name":"who","parameterType":{"type":"STRING"},"parameterValue":{"value":"O'Neill"}},
         {"name":"since","parameterType":{"type":"TIMESTAMP"},"parameterValue":{"value":"2026-01-01 00:00:00+00:00"}}]
        """;

    assertThat(
            Translation.of(
                    "SELECT 1 FROM t WHERE a = @who AND ts > @since",
                    HOME,
                    QueryParameters.from(Json.parse("{\"p\":" + parameters + "}").path("p")),
                    (table, named) -> "x")
                .sql())
        .isEqualTo(
            "SELECT 1 FROM x WHERE a = CAST('O''Neill' AS VARCHAR)"
                + " AND ts > CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMP)");
    assertThatThrownBy(() -> sql("SELECT @nobody"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void wantsADatasetForATableWithoutOne() {
    assertThatThrownBy(
            () ->
                Translation.of(
                    "SELECT 1 FROM t",
                    new DatasetRef("p", ""),
                    new QueryParameters(),
                    (table, named) -> ""))
        .isInstanceOf(ApiException.class)
        .hasMessage("Table \"t\" must be qualified with a dataset (e.g. dataset.table).");
  }

  @Test
  void tellsWhetherATableGetsAName() {
    StringBuilder seen = new StringBuilder();
    Translation.of(
        "SELECT 1 FROM a JOIN b AS x USING (k) LEFT JOIN c y ON TRUE, f WHERE TRUE",
        HOME,
        new QueryParameters(),
        (table, named) -> {
          seen.append(table.table()).append(named ? '+' : '-');
          return "t";
        });

    assertThat(seen.toString()).isEqualTo("a-b+c+f-");
  }

  private static List<String> tables(String sql) {
    return translated(sql).tables().stream().map(TableRef::toString).toList();
  }

  private static String sql(String sql) {
    return translated(sql).sql();
  }

  private static Translation.Translated translated(String sql) {
    return Translation.of(sql, HOME, new QueryParameters(), (table, named) -> "[" + table + "]");
  }
}
