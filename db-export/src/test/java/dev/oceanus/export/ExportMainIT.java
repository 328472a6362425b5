package dev.oceanus.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.warehouse.WarehouseConfig;
import dev.oceanus.export.gcs.FakeStorage;
import dev.oceanus.export.manifest.ExportedFile;
import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.run.ReadFile;
import dev.oceanus.export.server.DatabaseServer;
import dev.oceanus.fakebigquery.FakeBigQuery;
import dev.oceanus.fakebigquery.FakeBigQueryConfig;
import dev.oceanus.testkit.process.Life;
import dev.oceanus.testkit.process.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings, exit codes, loads into BigQuery, full disks and sudden deaths. */
class ExportMainIT {
  private static final String LOADED =
      """
      exports:
        people:
          query: >
            SELECT id, CASE WHEN mod(id, 3) = 0 THEN NULL WHEN mod(id, 3) = 1 THEN '' ELSE E'a "b",\\n' || id END
            AS name, id / 3::numeric(10,3) AS part, mod(id, 2) = 0 AS even,
            timestamptz '2026-12-01 00:00:00+01' + id * interval '1 hour' AS made,
            date '2026-12-01' AS day, float8 'NaN' AS f, bytea '\\x00ff' AS raw,
            jsonb_build_object('id', id) AS doc, ARRAY[id, NULL] AS ids
            FROM generate_series(1, 100) id
          bigquery: {table: people, write: %s, partition: day}
      """;

  private static DatabaseServer server;

  @TempDir private Path folder;
  private Exporter exporter;

  @BeforeAll
  static void start() {
    server = DatabaseServer.postgres();
    server.execute(
        "CREATE TABLE big AS SELECT i AS id, md5(i::text) AS text FROM generate_series(1, 150000) i",
        "CREATE TABLE small AS SELECT i AS id FROM generate_series(1, 1000) i");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void exporter() {
    exporter = Exporter.of(folder, server);
  }

  @Test
  void reportsAllFaultsOfItsSettingsTogether() throws IOException {
    Files.writeString(folder.resolve("termination"), "");
    Exporter.End end =
        exporter
            .exports("exports: {a: {tabel: x}}")
            .set("OCEANUS_DB_URL", "jdbc:postgresql://u:hush@h/db?user=x")
            .set("OCEANUS_EXPORT_TARGET", "relative")
            .set("OCEANUS_EXPORT_FORMAT", "xml")
            .set("OCEANUS_EXPORT_DATE", "yesterday")
            .set("OCEANUS_EXPORT_TYPO", "1")
            .without("OCEANUS_DB_USER")
            .run();

    assertThat(end.code()).isEqualTo(78);
    assertThat(end.log())
        .contains(
            "exports.yaml:1: exports.a.tabel: is not known here; did you mean 'table'?",
            "OCEANUS_DB_URL: must be jdbc:postgresql://host:port/name",
            "OCEANUS_EXPORT_TARGET: must be an absolute path or gs://bucket/prefix",
            "OCEANUS_EXPORT_FORMAT: must be ndjson or csv, found 'xml'",
            "OCEANUS_EXPORT_DATE: must be a date",
            "OCEANUS_EXPORT_TYPO: is not a setting",
            "OCEANUS_DB_USER: is required")
        .doesNotContain("hush");
    assertThat(Files.readString(folder.resolve("termination"))).startsWith("configuration: ");
  }

  @Test
  void aFullDiskLeavesNothingAndOtherDatesIntact() throws IOException {
    exporter.exports("exports: {small: {table: small}, big: {table: big}}");
    assertThat(exporter.set("OCEANUS_EXPORT_DATE", "2026-11-30").run().code()).isZero();
    exporter.set("OCEANUS_EXPORT_DATE", "2026-12-01");

    Life life = exporter.start();
    limitFiles(life, 100_000);

    assertThat(life.awaitEnd(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(exporter.log()).contains("writing " + exporter.day()).contains("failed");
    assertThat(exporter.names()).isEmpty();
    assertThat(exporter.target().resolve("2026-11-30")).isNotEmptyDirectory();
    assertThat(exporter.run().code()).isZero();
  }

  /** None of its files may grow beyond this, as if the disk were full; its log is short. */
  private static void limitFiles(Life life, long bytes) throws IOException {
    long pid =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow()
            .pid();
    assertThat(life.isAlive()).isTrue();
    Process limiting =
        new ProcessBuilder("prlimit", "--pid=" + pid, "--fsize=" + bytes).inheritIO().start();
    assertThat(limiting.onExit().join().exitValue()).isZero();
  }

  @Test
  void aSecondRunWaitsForNobody() {
    exporter.exports("exports: {big: {table: big}}");
    Life first = exporter.start();
    exporter.awaitBegun("big", first);
    first.pause();
    try {
      Exporter.End second = exporter.run();
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.log()).contains("another run is at work in " + exporter.target());
    } finally {
      first.resume();
    }
    assertThat(first.awaitEnd(Duration.ofSeconds(60))).isZero();
    assertThat(exporter.read("big").matches(exporter.said("big"))).isTrue();
  }

  @Test
  @Tag("slow")
  void loadsIntoBigQueryOnceHoweverOftenItRuns() throws Exception {
    for (String format : List.of("ndjson", "csv")) {
      for (boolean bucket : new boolean[] {false, true}) {
        Path state = folder.resolve("fake-" + format + bucket);
        Files.createDirectories(state.resolve("objects/bucket"));
        try (FakeBigQuery bigQuery = FakeBigQuery.start(FakeBigQueryConfig.in(state));
            FakeStorage storage = FakeStorage.start(state.resolve("objects"))) {
          exporter
              .exports(LOADED.formatted("append"))
              .set("OCEANUS_EXPORT_FORMAT", format)
              .set(
                  "OCEANUS_EXPORT_TARGET", bucket ? "gs://bucket/x" : state.resolve("t").toString())
              .set("OCEANUS_STORAGE_ENDPOINT", storage.url().toString())
              .set("OCEANUS_BIGQUERY_PROJECT", "test")
              .set("OCEANUS_BIGQUERY_DATASET", "web")
              .set("OCEANUS_BIGQUERY_ENDPOINT", bigQuery.url().toString());
          Exporter.End first = exporter.run();
          assertThat(first.code()).as(first.log()).isZero();
          Exporter.End again = exporter.run();
          assertThat(again.code()).as(again.log()).isZero();
          assertThat(again.log()).contains("is exported already");

          assertThat(
                  query(
                      bigQuery,
                      "SELECT COUNT(*), COUNTIF(name IS NULL), COUNTIF(name = ''),"
                          + " COUNTIF(even), SUM(id), MIN(made), COUNTIF(day = DATE '2026-12-01')"
                          + " FROM web.people"))
              .startsWith("100|33|34|50|5050|");
          assertThat(query(bigQuery, "SELECT name FROM web.people WHERE id = 5"))
              .isEqualTo("a \"b\",\n5");

          exporter.set("OCEANUS_EXPORT_DATE", "2026-12-02");
          assertThat(exporter.run().code()).isZero();
          assertThat(query(bigQuery, "SELECT COUNT(*) FROM web.people")).isEqualTo("200");
          exporter.set("OCEANUS_EXPORT_DATE", "2026-12-03").exports(LOADED.formatted("truncate"));
          assertThat(exporter.run().code()).isZero();
          assertThat(query(bigQuery, "SELECT COUNT(*) FROM web.people")).isEqualTo("100");
          exporter.set("OCEANUS_EXPORT_DATE", "2026-12-01");
        }
      }
    }
  }

  @Test
  @Tag("slow")
  void aFailedLoadIsSaidAndTheNextRunTriesItAgain() throws Exception {
    try (FakeBigQuery bigQuery =
        FakeBigQuery.start(FakeBigQueryConfig.in(folder.resolve("fake")))) {
      exporter
          .exports(
              """
              exports:
                small:
                  table: small
                  bigquery: {table: nowhere.small, write: append}
                big:
                  table: big
                  bigquery: {table: big, write: append}
              """)
          .set("OCEANUS_BIGQUERY_PROJECT", "test")
          .set("OCEANUS_BIGQUERY_DATASET", "web")
          .set("OCEANUS_BIGQUERY_ENDPOINT", bigQuery.url().toString());
      Exporter.End missing = exporter.run();
      assertThat(missing.code()).isEqualTo(1);
      assertThat(missing.log()).contains("there is no dataset test.nowhere");
      assertThat(query(bigQuery, "SELECT COUNT(*) FROM web.big")).isEqualTo("150000");
      assertThat(exporter.names()).contains(Manifest.NAME);

      exporter.exports(
          """
          exports:
            small:
              table: small
              bigquery: {table: big, write: append}
            big:
              table: big
              bigquery: {table: other, write: append}
          """);
      for (int job = 1; job <= 2; job++) {
        Exporter.End unfit = exporter.run();
        assertThat(unfit.code()).isEqualTo(1);
        assertThat(unfit.log()).contains("-" + job + " failed: the rows do not fit the table");
      }
      assertThat(query(bigQuery, "SELECT COUNT(*) FROM web.other")).isEqualTo("150000");

      exporter.exports(
          """
          exports:
            small:
              table: small
              bigquery: {table: small, write: append}
            big:
              table: big
              bigquery: {table: other, write: append}
          """);
      Exporter.End fit = exporter.run();
      assertThat(fit.code()).as(fit.log()).isZero();
      assertThat(query(bigQuery, "SELECT COUNT(*) FROM web.small")).isEqualTo("1000");
      assertThat(query(bigQuery, "SELECT COUNT(*) FROM web.other")).isEqualTo("150000");
    }
  }

  private static String query(FakeBigQuery bigQuery, String sql) throws InterruptedException {
    List<String> rows =
        StreamSupport.stream(
                new BigQueryConnection(
                        new WarehouseConfig.BigQuery("test", "web", Optional.of(bigQuery.url())))
                    .client()
                    .query(QueryJobConfiguration.of(sql))
                    .iterateAll()
                    .spliterator(),
                false)
            .map(ExportMainIT::row)
            .toList();
    return String.join("\n", rows);
  }

  private static String row(FieldValueList values) {
    return values.stream()
        .map(value -> value.isNull() ? "-" : value.getStringValue())
        .reduce((a, b) -> a + "|" + b)
        .orElse("");
  }

  @Test
  @Tag("slow")
  void killedAtRandomItLeavesNothingThatLooksWhole() {
    Random random = new Random(11);
    exporter.exports("exports: {small: {table: small}, big: {table: big}, again: {table: big}}");
    int whole = 0;
    for (int i = 0; i < 20; i++) {
      exporter.set("OCEANUS_EXPORT_DATE", "2026-12-01");
      Life life = exporter.start();
      Pause.of(Duration.ofMillis(500 + random.nextInt(1_500)));
      life.kill();
      if (exporter.names().contains(Manifest.NAME)) {
        whole++;
        check();
        delete(exporter.day().resolve(Manifest.NAME));
      }
      assertThat(exporter.run().code()).isZero();
      check();
      assertThat(exporter.names()).hasSize(4);
      delete(exporter.day().resolve(Manifest.NAME));
    }
    assertThat(whole).as("kills behind the manifest, of 20").isLessThan(20);
  }

  private void check() {
    assertThat(exporter.manifest().rows()).isEqualTo(301_000);
    for (ExportedFile file : exporter.manifest().files()) {
      assertThat(new ReadFile(exporter.day().resolve(file.file())).matches(file)).isTrue();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
