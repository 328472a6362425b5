package dev.oceanus.local.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.local.query.Formats;
import dev.oceanus.local.query.QueryFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileQueriesTest {
  @TempDir static Path temp;
  private static FileQueries queries;

  @BeforeAll
  static void makeFile() throws SQLException {
    Path file = temp.resolve("warehouse.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT range AS n, 'x' || range AS x FROM range(50000)");
    }
    queries = new FileQueries(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMESTAMP '2026-01-02 03:04:05.000678' | 2026-01-02 03:04:05.000678",
        "TIMESTAMP '2026-01-02 03:04:05'        | 2026-01-02 03:04:05",
        "DATE '2026-01-02'                      | 2026-01-02",
        "1.50::DECIMAL(10, 2)                   | 1.50",
        "170141183460469231731687303715884105727::HUGEINT | 170141183460469231731687303715884105727",
        "'nan'::DOUBLE                          | \"NaN\"",
        "true                                   | true",
        "NULL::VARCHAR                          | null",
        "'{\"b\": [1, null]}'::JSON              | {\"b\": [1, null]}",
        "[1, NULL, 3]                           | [1, null, 3]",
        "'ab'::BLOB                             | \\\\x6162",
      })
  void writesEachTypeAsJson(String expression, String text) throws IOException {
    String json = answer("json", "SELECT " + expression + " AS v");

    assertThat(json.lines().skip(1).findFirst().orElseThrow().replace("\"v\":", ""))
        .matches(line -> line.equals("{" + text + "}") || line.equals("{\"" + text + "\"}"));
  }

  @Test
  void keepsTheOrderOverManyPages() throws IOException {
    List<String> lines = answer("csv", "SELECT n FROM t ORDER BY n DESC").lines().toList();

    assertThat(lines).hasSize(50_001);
    assertThat(lines.get(1)).isEqualTo("49999");
    assertThat(lines.get(20_001)).isEqualTo("29999");
    assertThat(lines.get(50_000)).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM t LIMIT 1",
        "WITH a AS (SELECT 1) FROM a",
        "VALUES (1)",
        "DESCRIBE t",
        "SHOW TABLES",
        "SUMMARIZE t",
        "EXPLAIN SELECT 1",
        "(SELECT 1) UNION ALL (SELECT 2)"
      })
  void answersAllKindsOfQuestions(String sql) throws IOException {
    assertThat(answer("table", sql)).contains("row");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM t",
        "CREATE TABLE u AS SELECT 1",
        "DROP TABLE t",
        "COMMIT",
        "CHECKPOINT",
        "SET threads = 1",
        "ATTACH ':memory:' AS m",
        "INSTALL httpfs",
        "EXPLAIN ANALYZE DELETE FROM t",
        "COPY t TO 'x.csv'",
        "SELECT * FROM read_text('/etc/passwd')"
      })
  void changesNothingAndReadsNothingElse(String sql) {
    assertThatThrownBy(() -> answer("csv", sql)).isInstanceOf(QueryFailedException.class);
  }

  @Test
  void itsDayIsThatOfUtcWhereverTheMachineIs() throws IOException {
    assertThat(answer("csv", "SELECT current_setting('TimeZone') AS zone"))
        .isEqualTo("zone\r\nUTC\r\n");
  }

  @Test
  void anErrorOfALateRowIsNoEnd() {
    assertThatThrownBy(
            () -> answer("csv", "SELECT CASE WHEN n = 49999 THEN error('late') END AS e FROM t"))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("late");
  }

  @Test
  void namesThePlaceInTheQueryAsItWasTyped() {
    assertThatThrownBy(() -> answer("csv", "SELECT nothing FROM t"))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageStartingWith("Binder Error")
        .hasMessageContaining("LINE 1: SELECT nothing FROM t\n               ^");
  }

  private static String answer(String format, String sql) throws IOException {
    StringBuilder out = new StringBuilder();
    queries.ask(sql, Formats.of(format, out));
    return out.toString();
  }
}
