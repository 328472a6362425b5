package dev.oceanus.fakebigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.fakebigquery.RestClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueriesIT {
  private FakeFixture fixture;
  private RestClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    fixture = FakeFixture.in(folder);
    client = fixture.client();
    client.table(
        "e",
        "{'name':'id','type':'STRING'},{'name':'seen','type':'TIMESTAMP'},{'name':'p','type':'JSON'}");
    client.load(
        "rows",
        "e",
        """
        {"id":"a","seen":"2026-01-01T10:00:00Z","p":{"k":"v"}}
        {"id":"b","seen":"2026-01-02T11:59:59.999999Z"}
        {"id":"b","seen":"2026-01-02T12:00:00Z"}
        """);
    client.done("rows");
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void readsAllTablesThatAWildcardMatches() throws IOException {
    client.table("day_1", "{'name':'id','type':'STRING'}");
    client.table("day_2", "{'name':'n','type':'INTEGER'},{'name':'id','type':'STRING'}");
    client.load("first", "day_1", "{\"id\":\"a\"}\n");
    client.load("second", "day_2", "{\"id\":\"b\",\"n\":7}\n");
    client.done("first");
    client.done("second");

    assertThat(client.cell("SELECT STRING_AGG(id, '+' ORDER BY id) FROM `web.day_*`"))
        .isEqualTo("a+b");
    assertThat(client.cell("SELECT COUNT(t.n) FROM `test.web.day_*` AS t WHERE t.id IN ('a', 'b')"))
        .isEqualTo("1");
    Answer none =
        client.post(
            "/test/queries", "{'query':'SELECT 1 FROM `web.night_*`','useLegacySql':false}");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.message()).isEqualTo("test:web.night_* does not match any table.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "SELECT 1                                                                                  | 1",
        "SELECT DATE(MAX(seen)) FROM web.e                                                         | 2026-01-02",
        "SELECT TIMESTAMP_DIFF(MAX(seen), MIN(seen), HOUR) FROM web.e                              | 26",
        "SELECT DATE_DIFF(DATE '2026-03-01', DATE '2026-02-28', DAY)                               | 1",
        "SELECT REGEXP_REPLACE('a1b22', r'\\d', '')                                                | ab",
        "SELECT REGEXP_CONTAINS('paid-social', r'^paid')                                           | true",
        "SELECT COUNTIF(id = 'b') FROM web.e                                                       | 2",
        "SELECT JSON_VALUE(p, '$.k') FROM web.e WHERE id = 'a'                                     | v",
        "SELECT ARRAY_AGG(id ORDER BY seen DESC LIMIT 1)[OFFSET(0)] FROM web.e                     | b",
        "SELECT SAFE_DIVIDE(1, 0) IS NULL                                                          | true",
        "SELECT COUNT(*) FROM web.e WHERE seen >= TIMESTAMP '2026-01-02 00:00:00'                  | 2",
        "SELECT COUNT(*) FROM web.e WHERE seen < TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 MINUTE) | 3",
        "SELECT FORMAT_TIMESTAMP('%Y-%m', MIN(seen)) FROM web.e                                    | 2026-01",
        "SELECT STRING_AGG(id, '+' ORDER BY seen) FROM (SELECT * EXCEPT (p) FROM `test.web.e`)     | a+b+b",
        "WITH w AS (SELECT id FROM web.e) SELECT COUNT(DISTINCT id) FROM w                         | 2",
        "SELECT CAST(SAFE_CAST('x' AS INT64) IS NULL AS STRING)                                    | true"
      })
  void answersGoogleSql(String sql, String value) throws IOException {
    assertThat(client.cell(sql)).isEqualTo(value);
  }

  @Test
  void tellsTheSchemaOfAResult() throws IOException {
    Answer answer =
        client.post(
            "/test/queries",
            "{'query':'SELECT id, COUNT(*), MAX(seen) AS last FROM web.e GROUP BY id','useLegacySql':false}");

    assertThat(answer.json().path("schema").path("fields").toString())
        .isEqualTo(
            "[{\"name\":\"id\",\"type\":\"STRING\",\"mode\":\"NULLABLE\"},"
                + "{\"name\":\"f0_\",\"type\":\"INTEGER\",\"mode\":\"NULLABLE\"},"
                + "{\"name\":\"last\",\"type\":\"TIMESTAMP\",\"mode\":\"NULLABLE\"}]");
    assertThat(answer.json().path("totalRows").asString()).isEqualTo("2");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Answer column =
        client.post("/test/queries", "{'query':'SELECT nothing FROM web.e','useLegacySql':false}");
    Answer table =
        client.post("/test/queries", "{'query':'SELECT 1 FROM web.none','useLegacySql':false}");

    assertThat(column.status()).isEqualTo(400);
    assertThat(column.reason()).isEqualTo("invalidQuery");
    assertThat(column.message()).isEqualTo("Unrecognized name: nothing");
    assertThat(table.status()).isEqualTo(404);
    assertThat(table.message()).isEqualTo("Not found: Table test:web.none");
  }
}
