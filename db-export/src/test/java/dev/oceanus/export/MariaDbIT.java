package dev.oceanus.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.export.column.Column;
import dev.oceanus.export.gcs.FakeStorage;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.manifest.ManifestText;
import dev.oceanus.export.run.ReadFile;
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

/** The whole program against a real MariaDB. */
class MariaDbIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static DatabaseServer server;

  @TempDir private Path folder;
  private Exporter exporter;

  @BeforeAll
  static void start() {
    server = DatabaseServer.mariaDb();
    server.execute(
        """
        CREATE TABLE kinds (
          t1 tinyint(1), u4 int unsigned, i8 bigint, u8 bigint unsigned, filled int(6) zerofill, y year,
          f4 float, f8 double, money decimal(12,2), wide decimal(65,30), huge decimal(65,0),
          b1 bit(1), b10 bit(10), day date, clock time(3), local datetime(6), moment timestamp(6) NULL,
          raw varbinary(10), body blob, name varchar(50), story longtext, doc json,
          mood enum('sad','ok'), tags set('a','b'), nothing int)
        """,
        """
        INSERT INTO kinds VALUES (
          2, 4294967295, -9223372036854775808, 18446744073709551615, 42, 2026,
          16777217, 0.1, 1234567890.10, 1.000000000000000000000000000001,
          12345678901234567890123456789012345678901234567890123456789012345,
          b'1', b'1010', '2026-12-01', '-838:59:59', '2026-03-29 02:30:00.123456',
          '2026-03-28 21:30:00.5', x'00ff10', x'', 'é 😀', 'a\\nb', '{"a": 1.10}',
          'sad', 'a,b', NULL)
        """,
        """
        INSERT INTO kinds (t1, day, local, moment) VALUES
          (0, '0000-00-00', '0000-00-00 00:00:00', 0), (1, '2026-00-00', '2026-00-10 01:02:03', NULL)
        """,
        "CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL) ENGINE=InnoDB",
        "INSERT INTO accounts SELECT seq, 100 FROM seq_1_to_1000",
        "CREATE TABLE transfers (id int AUTO_INCREMENT PRIMARY KEY, amount bigint NOT NULL)",
        "CREATE TABLE secret (id int)",
        "CREATE TABLE wide AS SELECT seq AS id, repeat('x', 200) AS text FROM seq_1_to_200000",
        "CREATE TABLE huge AS SELECT 1 AS id, repeat('y', 30 * 1024 * 1024) AS text",
        "CREATE TABLE noise AS SELECT seq AS id, CONCAT(MD5(seq), MD5(-seq), MD5(seq + 0.5),"
            + " MD5(seq + 0.1), MD5(seq + 0.2), MD5(seq + 0.3)) AS text FROM seq_1_to_120000",
        "CREATE USER 'exporter'@'127.0.0.1' IDENTIFIED BY '" + DatabaseServer.PASSWORD + "'",
        "GRANT SELECT ON shop.kinds TO 'exporter'@'127.0.0.1'",
        "GRANT SELECT ON shop.accounts TO 'exporter'@'127.0.0.1'",
        "GRANT SELECT ON shop.transfers TO 'exporter'@'127.0.0.1'",
        "GRANT SELECT ON shop.wide TO 'exporter'@'127.0.0.1'",
        "GRANT SELECT ON shop.noise TO 'exporter'@'127.0.0.1'",
        "GRANT SELECT ON shop.huge TO 'exporter'@'127.0.0.1'");
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
    Exporter.End end = exporter.exports("exports: {kinds: {table: kinds}}").run();

    assertThat(end.code()).as(end.log()).isZero();
    ExportedFile file = exporter.said("kinds");
    assertThat(exporter.read("kinds").lines().getFirst())
        .isEqualTo(
            ("{'t1':2,'u4':4294967295,'i8':-9223372036854775808,'u8':'18446744073709551615','filled':42,'y':2026,"
                    + "'f4':1.6777216E7,'f8':0.1,'money':'1234567890.10',"
                    + "'wide':'1.000000000000000000000000000001',"
                    + "'huge':'12345678901234567890123456789012345678901234567890123456789012345',"
                    + "'b1':true,'b10':'0000001010','day':'2026-12-01','clock':'-838:59:59.000',"
                    + "'local':'2026-03-29T02:30:00.123456','moment':'2026-03-29T02:30:00.500000Z',"
                    + "'raw':'AP8Q','body':'','name':'é 😀','story':'a\\nb','doc':{'a': 1.10},"
                    + "'mood':'sad','tags':'a,b','nothing':null}")
                .replace('\'', '"'));
    for (int i = 1; i < 3; i++) {
      JsonNode odd = JSON.readTree(exporter.read("kinds").lines().get(i));
      for (String column : List.of("day", "local", "moment")) {
        assertThat(odd.path(column).isNull()).as(column).isTrue();
      }
    }
    assertThat(file.nulled())
        .containsOnly(Map.entry("day", 2L), Map.entry("local", 2L), Map.entry("moment", 1L));
    assertThat(
            file.columns().stream()
                .collect(Collectors.toMap(Column::name, column -> column.kind().name())))
        .containsEntry("t1", "INT64")
        .containsEntry("u8", "NUMERIC")
        .containsEntry("y", "INT64")
        .containsEntry("wide", "BIGNUMERIC")
        .containsEntry("huge", "STRING")
        .containsEntry("local", "DATETIME")
        .containsEntry("moment", "TIMESTAMP")
        .containsEntry("clock", "STRING")
        .containsEntry("doc", "JSON")
        .containsEntry("raw", "BYTES")
        .containsEntry("b1", "BOOL");
  }

  @Test
  void readsOneStateWhileAWriterGoesOn() throws InterruptedException {
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
                          "UPDATE accounts SET balance = balance - 1 WHERE id = " + (i + 1));
                      statement.execute("INSERT INTO transfers (amount) VALUES (1)");
                      connection.commit();
                    }
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
    exporter.exports(
        """
        exports:
          accounts: {table: accounts, exclude: [id]}
          between: {table: shop.wide}
          transfers: {table: transfers, columns: [amount]}
        """);
    Exporter.End end = exporter.run();
    ended.set(true);
    writer.join();

    assertThat(end.code()).as(end.log()).isZero();
    long balances = sum("accounts", "balance");
    long transfers = sum("transfers", "amount");
    assertThat(transfers).isPositive();
    assertThat(balances + transfers).isEqualTo(100_000);
  }

  private long sum(String export, String column) {
    return exporter.read(export).lines().stream()
        .mapToLong(line -> JSON.readTree(line).path(column).asLong())
        .sum();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsGivenUp() {
    exporter
        .exports("exports: {slow: {query: SELECT SLEEP(600) AS x}}")
        .set("OCEANUS_DB_TIMEOUT", "1s");
    Exporter.End end = exporter.run();
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.log()).contains("export 'slow'").contains("broke off");
    assertThat(exporter.names()).isEmpty();
  }

  @Test
  void whatABucketForgetsIsReadAgainFromTheSameSnapshot() throws IOException {
    Path bucket = Files.createDirectories(folder.resolve("bucket"));
    try (FakeStorage storage = FakeStorage.start(folder)) {
      storage.fail(FakeStorage.Fault.NONE, FakeStorage.Fault.GONE);
      Exporter.End end =
          exporter
              .exports("exports: {noise: {table: noise}, accounts: {table: accounts}}")
              .set("OCEANUS_EXPORT_TARGET", "gs://bucket")
              .set("OCEANUS_STORAGE_ENDPOINT", storage.url().toString())
              .run();

      assertThat(end.code()).as(end.log()).isZero();
      assertThat(end.log()).contains("has forgotten the upload").contains("it is read again");
    }
    Manifest manifest =
        ManifestText.read(Files.readString(bucket.resolve("2026-12-01/manifest.json")));
    assertThat(manifest.files()).extracting(ExportedFile::rows).containsExactly(120_000L, 1_000L);
    for (ExportedFile file : manifest.files()) {
      assertThat(new ReadFile(bucket.resolve("2026-12-01").resolve(file.file())).matches(file))
          .isTrue();
    }
  }

  @Test
  void aTooLongRowIsNamed() {
    Exporter.End end =
        exporter.exports("exports: {a: {table: accounts}, huge: {table: huge}}").run();
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.log()).contains("export 'huge'").contains("leave its long columns out");
    assertThat(exporter.names()).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    for (String[] each :
        new String[][] {
          {"{table: nowhere}", "or MariaDB and MySQL have no such table; grant it SELECT"},
          {"{query: SELECT nope FROM kinds}", "there is no such table, column"},
          {"{query: SELECT FROM WHERE}", "does not understand the query"},
          {"{table: secret}", "grant it SELECT"},
          {"{query: 'SELECT 1 AS a, 2 AS a'}", "two columns 'a'"},
        }) {
      exporter.exports("exports:\n  wide: {table: wide}\n  x: " + each[0] + "\n");
      Exporter.End end = exporter.run();
      assertThat(end.code()).as(end.log()).isEqualTo(1);
      assertThat(end.log()).contains(each[1]).doesNotContain("is written");
      assertThat(end.log()).doesNotContain(DatabaseServer.PASSWORD);
      assertThat(exporter.names()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsSaidWithoutShowingIt() {
    exporter.exports("exports: {a: {table: accounts}}").file("password", "wr0ng-one");
    Exporter.End end = exporter.run();
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.log()).contains("refuses the login").doesNotContain("wr0ng-one");
  }

  @Test
  void aDatabaseThatDiesLeavesNothingAndTheNextRunIsWhole() {
    exporter.exports(
        "exports: {a: {table: accounts}, wide: {query: \"SELECT w.* FROM wide w, accounts\"}}");
    Life life = exporter.start();
    exporter.awaitBegun("wide", life);
    server.kill();
    assertThat(life.awaitEnd(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(exporter.log()).contains("broke off");
    assertThat(exporter.names()).isEmpty();

    server.restart();
    exporter.exports("exports: {a: {table: accounts}, wide: {table: wide}}");
    Exporter.End end = exporter.run();
    assertThat(end.code()).as(end.log()).isZero();
    assertThat(exporter.names()).hasSize(3);
  }
}
