package dev.oceanus.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.server.DatabaseServer;
import dev.oceanus.testkit.process.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program against a real PostgreSQL. */
class PostgresIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static DatabaseServer server;

  @TempDir private Path folder;
  private Exporter exporter;

  @BeforeAll
  static void start() {
    server = DatabaseServer.postgres();
    server.execute(
        "CREATE SCHEMA shop",
        "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')",
        "CREATE TYPE shop.size AS ENUM ('s', 'm')",
        "CREATE TYPE _odd AS ENUM ('{')",
        "CREATE DOMAIN cents AS bigint CHECK (VALUE >= 0)",
        """
        CREATE TABLE shop.kinds (
          i2 int2, i4 int4, i8 int8, cents cents, f4 float4, f8 float8, flag bool,
          plain numeric, money numeric(12,2), wide numeric(50,20), huge numeric(60,0),
          day date, clock time, clockz timetz, local timestamp, moment timestamptz, span interval,
          raw bytea, doc json, docb jsonb, id uuid, feeling mood, words text[], grid int[],
          moments timestamptz[], net inet, fixed char(4), bits bit(5), sizes shop.size[], odd _odd, nothing text)
        """,
        """
        INSERT INTO shop.kinds VALUES (
          -32768, 2147483647, 9223372036854775807, 5, 'NaN', 0.1, true,
          12345678901234567890.000000000000000000000001, 1234567890.10, 12345678.00000000000000000001,
          123456789012345678901234567890123456789012345678901234567890,
          '2026-12-01', '23:59:59.999999', '12:00:00+02', '2026-03-29 02:30:00.5',
          '2026-03-29 02:30:00.123456+02', '1 year 2 days 3.5 seconds',
          '\\x00ff10', '{"a":
           1, "b": 1.10}', '{"n": 12345678901234567890123}',
          'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'it''s ok', ARRAY['a,"b"', NULL, ''],
          '{{1,2},{3,4}}', '{"2026-12-01 00:00:00+01"}', '10.0.0.0/8', 'ab', B'10110', '{s,m}', '{', NULL)
        """,
        """
        INSERT INTO shop.kinds (i4, f4, f8, money, day, local, moment, clock, words) VALUES
          (2, 'Infinity', '-Infinity', 'NaN', 'infinity', '-infinity', 'infinity', '24:00:00', '{}'),
          (3, 1e30, 5e-324, 0, '0044-03-15 BC', '12026-01-01', '0001-01-01 00:00:00+00', '00:00', NULL)
        """,
        "CREATE TABLE shop.accounts (id int PRIMARY KEY, balance bigint NOT NULL)",
        "INSERT INTO shop.accounts SELECT i, 100 FROM generate_series(1, 1000) i",
        "CREATE TABLE shop.transfers (id serial, amount bigint NOT NULL)",
        "CREATE TABLE shop.secret (id int)",
        "CREATE TABLE shop.wide AS SELECT i AS id, repeat('x', 200) AS text"
            + " FROM generate_series(1, 200000) i",
        "CREATE TABLE shop.long AS SELECT i AS id, repeat(md5(i::text), 30000) AS text"
            + " FROM generate_series(1, 60) i",
        "INSERT INTO shop.long SELECT 1000, repeat('y', 30 * 1024 * 1024)",
        "CREATE ROLE exporter LOGIN PASSWORD '" + DatabaseServer.PASSWORD + "'",
        "GRANT USAGE ON SCHEMA shop TO exporter",
        "GRANT SELECT ON shop.kinds, shop.accounts, shop.transfers, shop.wide, shop.long TO"
            + " exporter");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void exporter() {
    exporter = Exporter.of(folder, server).set("OCEANUS_DB_USER", "exporter");
  }

  @Test
  void writesEveryTypeExactly() {
    Exporter.End end = exporter.exports("exports: {kinds: {table: shop.kinds}}").run();

    assertThat(end.code()).as(end.log()).isZero();
    ExportedFile file = exporter.said("kinds");
    assertThat(exporter.read("kinds").matches(file)).isTrue();
    assertThat(exporter.read("kinds").lines().getFirst())
        .isEqualTo(
            ("{'i2':-32768,'i4':2147483647,'i8':9223372036854775807,'cents':5,'f4':'NaN','f8':0.1,"
                    + "'flag':true,'plain':'12345678901234567890.000000000000000000000001',"
                    + "'money':'1234567890.10','wide':'12345678.00000000000000000001',"
                    + "'huge':'123456789012345678901234567890123456789012345678901234567890',"
                    + "'day':'2026-12-01','clock':'23:59:59.999999','clockz':'12:00:00+02',"
                    + "'local':'2026-03-29T02:30:00.5','moment':'2026-03-29T00:30:00.123456Z',"
                    + "'span':'P1Y2DT3.5S','raw':'AP8Q','doc':{'a':    1, 'b': 1.10},"
                    + "'docb':{'n': 12345678901234567890123},"
                    + "'id':'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11','feeling':\"it's ok\","
                    + "'words':['a,\\'b\\'',null,''],'grid':[[1,2],[3,4]],"
                    + "'moments':['2026-11-30T23:00:00Z'],'net':'10.0.0.0/8','fixed':'ab  ',"
                    + "'bits':'10110','sizes':['s','m'],'odd':'{','nothing':null}")
                .replace("it's", "it^s")
                .replace('\'', '"')
                .replace("it^s", "it's"));
    JsonNode odd = JSON.readTree(exporter.read("kinds").lines().get(1));
    assertThat(odd.path("f4").asString() + odd.path("f8").asString())
        .isEqualTo("Infinity-Infinity");
    for (String column : List.of("money", "day", "local", "moment", "clock")) {
      assertThat(odd.path(column).isNull()).as(column).isTrue();
    }
    JsonNode old = JSON.readTree(exporter.read("kinds").lines().get(2));
    assertThat(old.path("f8").asDouble()).isEqualTo(Double.MIN_VALUE);
    assertThat(old.path("moment").asString()).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(file.nulled())
        .containsOnly(
            Map.entry("money", 1L),
            Map.entry("day", 2L),
            Map.entry("local", 2L),
            Map.entry("moment", 1L),
            Map.entry("clock", 1L));
    assertThat(end.log()).contains("values of kinds.day are null");
    assertThat(
            file.columns().stream()
                .collect(Collectors.toMap(Column::name, column -> column.kind().name())))
        .containsEntry("cents", "INT64")
        .containsEntry("plain", "STRING")
        .containsEntry("money", "NUMERIC")
        .containsEntry("wide", "BIGNUMERIC")
        .containsEntry("huge", "STRING")
        .containsEntry("clockz", "STRING")
        .containsEntry("local", "DATETIME")
        .containsEntry("moment", "TIMESTAMP")
        .containsEntry("words", "JSON")
        .containsEntry("sizes", "JSON")
        .containsEntry("odd", "STRING")
        .containsEntry("raw", "BYTES");
  }

  @Test
  void writesCsvWithNothingApartFromEmpty() {
    exporter
        .set("OCEANUS_EXPORT_FORMAT", "csv")
        .exports(
            """
            exports:
              few:
                query: SELECT 1 AS a, '' AS b, NULL::text AS c, E'x"\\n,' AS d, '{1,2}'::int[] AS e
            """);
    Exporter.End end = exporter.run();

    assertThat(end.code()).as(end.log()).isZero();
    assertThat(exporter.read("few").text())
        .isEqualTo("\"a\",\"b\",\"c\",\"d\",\"e\"\r\n\"1\",\"\",,\"x\"\"\n,\",\"[1,2]\"\r\n");
  }

  @Test
  void readsOneStateWhileAWriterGoesOn() throws InterruptedException {
    // Transfers are noted in the other table in the same transaction: the sum of both stays.
    AtomicBoolean ended = new AtomicBoolean();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (Connection connection = server.connect();
                      Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    for (int i = 0; !ended.get(); i = (i + 1) % 1000) {
                      statement.execute(
                          "UPDATE shop.accounts SET balance = balance - 1 WHERE id = " + (i + 1));
                      statement.execute("INSERT INTO shop.transfers (amount) VALUES (1)");
                      connection.commit();
                    }
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
    exporter.exports(
        """
        exports:
          accounts: {table: shop.accounts, exclude: [id]}
          between: {table: shop.wide}
          transfers: {table: shop.transfers, columns: [amount]}
        """);
    Exporter.End end = exporter.run();
    ended.set(true);
    writer.join();

    assertThat(end.code()).as(end.log()).isZero();
    long balances = sum("accounts", "balance");
    long transfers = sum("transfers", "amount");
    assertThat(transfers).isPositive();
    assertThat(balances + transfers).isEqualTo(100_000);
    assertThat(exporter.manifest().snapshot()).endsWith("Z").startsWith("20");
  }

  private long sum(String export, String column) {
    return exporter.read(export).lines().stream()
        .mapToLong(line -> JSON.readTree(line).path(column).asLong())
        .sum();
  }

  @Test
  void longRowsAreReadInAFewAtOnceAndATooLongOneIsNamed() {
    exporter.exports(
        """
        exports:
          long: {query: SELECT * FROM shop.long WHERE id < 1000}
        """);
    Exporter.End end = exporter.run();
    assertThat(end.code()).as(end.log()).isZero();
    assertThat(exporter.said("long").textBytes()).isGreaterThan(55_000_000);

    exporter.set("OCEANUS_EXPORT_DATE", "2026-12-02");
    exporter.exports("exports: {long: {table: shop.long}}");
    Exporter.End tooLong = exporter.run();
    assertThat(tooLong.code()).isEqualTo(1);
    assertThat(tooLong.log()).contains("export 'long'").contains("OCEANUS_EXPORT_MAX_ROW");
    assertThat(exporter.target().resolve("2026-12-02")).isEmptyDirectory();
  }

  @Test
  void saysWhatIsWrongBeforeItReadsAnything() {
    String wide = "exports:\n  wide: {table: shop.wide}\n";
    for (String[] each :
        new String[][] {
          {"  x: {table: shop.nowhere}", "there is no such table"},
          {"  x: {table: shop.kinds, exclude: [nope]}", "has no column 'nope'; it has i2"},
          {"  x: {query: SELECT FROM WHERE}", "does not understand the query"},
          {"  x: {query: 'SELECT 1 AS a, 2 AS a'}", "two columns 'a'"},
          {
            "  x: {table: shop.kinds, bigquery: {table: t, write: append, partition: i4}}",
            "'i4' is a INT64"
          },
        }) {
      exporter
          .set("OCEANUS_BIGQUERY_PROJECT", "p")
          .set("OCEANUS_BIGQUERY_DATASET", "d")
          .exports(wide + each[0] + "\n");
      Exporter.End end = exporter.run();
      assertThat(end.code()).as(end.log()).isEqualTo(1);
      assertThat(end.log()).contains("the export failed").contains(each[1]);
      assertThat(end.log()).doesNotContain("is written").doesNotContain(DatabaseServer.PASSWORD);
      assertThat(exporter.names()).isEmpty();
    }
  }

  @Test
  void aFailureInTheMiddleTakesTheOthersAwayAndShowsNoData() {
    exporter.exports(
        """
        exports:
          accounts: {table: shop.accounts}
          secret: {table: shop.secret}
        """);
    Exporter.End denied = exporter.run();
    assertThat(denied.code()).isEqualTo(1);
    assertThat(denied.log()).contains("export 'secret'").contains("grant it SELECT");
    assertThat(exporter.names()).isEmpty();

    exporter.exports(
        """
        exports:
          accounts: {table: shop.accounts}
          cast: {query: "SELECT CASE WHEN id < 900 THEN 1 ELSE ('hush' || id)::int END FROM shop.accounts"}
        """);
    Exporter.End cast = exporter.run();
    assertThat(cast.code()).isEqualTo(1);
    assertThat(cast.log()).contains("22P02").doesNotContain("hush9");
    assertThat(exporter.names()).isEmpty();
  }

  @Test
  void writesNothingIntoTheDatabase() {
    exporter.exports(
        "exports: {x: {query: \"WITH d AS (DELETE FROM shop.accounts RETURNING 1) SELECT * FROM"
            + " d\"}}");
    exporter.set("OCEANUS_DB_USER", server.user());
    Exporter.End end = exporter.run();
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.log()).contains("read-only transaction");
  }

  @Test
  void aWrongPasswordIsSaidWithoutShowingIt() throws IOException {
    exporter.exports("exports: {a: {table: shop.accounts}}").file("password", "wr0ng-one");
    Files.writeString(folder.resolve("termination"), "");
    Exporter.End end = exporter.run();
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.log()).contains("refuses the login").doesNotContain("wr0ng-one");
    assertThat(Files.readString(folder.resolve("termination"))).contains("refuses the login");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsGivenUp() {
    exporter
        .exports("exports: {slow: {query: SELECT pg_sleep(600)::text AS x}}")
        .set("OCEANUS_DB_TIMEOUT", "1s");
    Exporter.End end = exporter.run();
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.log()).contains("export 'slow'").contains("broke off");
    assertThat(exporter.names()).isEmpty();
  }

  @Test
  void aDatabaseThatCannotBeVerifiedIsNotReadOverTls() {
    exporter.exports("exports: {a: {table: shop.accounts}}").without("OCEANUS_DB_TLS");
    Exporter.End end = exporter.run();
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.log()).contains("SSL");
    assertThat(exporter.names()).isEmpty();
  }

  @Test
  void aDatabaseThatDiesLeavesNothingAndTheNextRunIsWhole() {
    exporter.exports(
        "exports: {a: {table: shop.accounts}, wide: {query: \"SELECT w.* FROM shop.wide w,"
            + " generate_series(1, 20)\"}}");
    Life life = exporter.start();
    exporter.awaitBegun("wide", life);
    server.kill();
    assertThat(life.awaitEnd(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(exporter.log()).contains("broke off");
    assertThat(exporter.names()).isEmpty();

    server.restart();
    exporter.exports("exports: {a: {table: shop.accounts}, wide: {table: shop.wide}}");
    Exporter.End end = exporter.run();
    assertThat(end.code()).as(end.log()).isZero();
    assertThat(exporter.names()).hasSize(3).contains(Manifest.NAME);
  }
}
