package dev.oceanus.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.up.Program.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One running process, and the commands beside it. */
class LocalIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path temp;
  private static DataFolder folder;
  private static Program up;
  private static Running running;

  @BeforeAll
  static void start() throws Exception {
    folder = new DataFolder(temp.resolve("data of mine"));
    up = Program.start(temp, Map.of(), "up", "--port", "0", "--data", folder.root().toString());
    running = up.running(folder);
  }

  @AfterAll
  static void end() {
    up.close();
  }

  @Test
  void aBeaconIsARowSoon() throws Exception {
    assertThat(Beacon.send(running.publicUrl(), "{\"evt\":\"first\",\"tit\":\"日本語\"}").statusCode())
        .isEqualTo(200);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        csv("SELECT site, page_title FROM events_demo WHERE event_name = 'first'"))
                    .isEqualTo("site,page_title\r\ndemo,日本語\r\n"));
  }

  @Test
  void tablesAreThereBeforeTheFirstEvent() throws Exception {
    assertThat(csv("SELECT count(*) AS n FROM log_legacy")).isEqualTo("n\r\n0\r\n");
  }

  @Test
  void tablesAndColumnsAreDescribed() throws Exception {
    assertThat(
            csv(
                "SELECT comment FROM duckdb_columns()"
                    + " WHERE table_name = 'events_demo' AND column_name = 'event_name'"))
        .isEqualTo("comment\r\nWhat happened.\r\n");
    assertThat(csv("SELECT comment FROM duckdb_tables() WHERE table_name = 'events_demo'"))
        .contains("Events of web pages")
        .contains("Sites: demo.");
  }

  @Test
  @Tag("slow")
  void aViewHasEachEventOnce() throws Exception {
    String twice = "{\"eid\":\"twice\",\"evt\":\"again\"}";
    Beacon.send(running.publicUrl(), twice);
    Beacon.send(running.publicUrl(), twice);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(csv("SELECT count(*) AS n FROM events_demo WHERE event_id = 'twice'"))
                    .isEqualTo("n\r\n2\r\n"));
    assertThat(csv("SELECT count(*) AS n FROM events_demo_unique WHERE event_id = 'twice'"))
        .isEqualTo("n\r\n1\r\n");
  }

  @Test
  void aQueryChangesNothing() throws Exception {
    Answer answer = query("DELETE FROM events_demo");

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("A query only reads");
  }

  @Test
  @Tag("slow")
  void aQueryMayComeFromStandardInput() throws Exception {
    String[] typed = {"query", "-", "--format", "csv", "--data", folder.root().toString()};
    try (Program query = Program.start(temp, Map.of(), typed)) {
      query.say("-- with both kinds of quotes\nSELECT 'it''s' AS \"x y\";\n");

      assertThat(query.end().out()).isEqualTo("x y\r\nit's\r\n");
    }
  }

  @Test
  @Tag("slow")
  void aQueryCannotLeaveItsTransaction() throws Exception {
    assertThat(query("COMMIT; DELETE FROM events_demo").err()).contains("one statement");
    assertThat(query("COMMIT").code()).isEqualTo(1);
    assertThat(query("SELECT 1 AS one").code()).isZero();
  }

  @Test
  @Tag("slow")
  void aQuerySetsNothingForTheProcess() throws Exception {
    assertThat(query("SET memory_limit = '1MB'").code()).isEqualTo(1);
    assertThat(query("COPY (SELECT 1) TO '" + temp.resolve("stolen.csv") + "'").code())
        .isEqualTo(1);
    assertThat(temp.resolve("stolen.csv")).doesNotExist();
  }

  @Test
  void aFaultySqlIsAnsweredInTheWordsOfTheWarehouse() throws Exception {
    Answer answer = query("SELECT nothing FROM events_demo");

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("nothing").contains("Binder Error");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void anErrorBehindTheFirstRowsIsToldToo() throws Exception {
    Answer answer =
        query("SELECT CASE WHEN range = 9999999 THEN error('late') END AS x FROM range(10000000)");

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("late");
  }

  @Test
  @Tag("slow")
  void anAnswerMayBeLargerThanMemory() throws Exception {
    Answer answer = query("SELECT range, repeat('x', 100) AS x FROM range(600000)", "csv");

    assertThat(answer.code()).isZero();
    assertThat(answer.out().lines().count()).isEqualTo(600_001);
  }

  @Test
  void queriesAreAnsweredToTheOwnerOnly() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.queryUrl()))
            .header("Authorization", "Bearer guess")
            .POST(BodyPublishers.ofString("SELECT 1"))
            .build();

    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(403);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.running())))
        .isEqualTo("rw-------");
  }

  @Test
  void tailShowsEventsAndRefusals() throws Exception {
    try (Program tail = Program.start(temp, Map.of(), "tail", "--data", folder.root().toString())) {
      await().atMost(SOON).until(() -> tail.err().contains("showing what arrives"));
      Beacon.send(running.publicUrl(), "{\"evt\":\"seen\\n12:00:00.000  demo  forged\"}");
      Beacon.send(running.publicUrl(), "{\"tit\":\"nameless\"}");

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(tail.out().lines())
                      .anyMatch(line -> line.contains("  demo  seen\\n12:00:00.000  demo  forged"))
                      .anyMatch(line -> line.contains("  demo  REFUSED missing  field=evt"))
                      .noneMatch(line -> line.startsWith("12:00:00.000")));
    }
  }

  @Test
  @Tag("slow")
  void tailIsForOneSiteIfToldSo() throws Exception {
    try (Program tail =
        Program.start(
            temp,
            Map.of(),
            "tail",
            "--site",
            "legacy",
            "--format",
            "json",
            "--data",
            folder.root().toString())) {
      await().atMost(SOON).until(() -> tail.err().contains("showing what arrives"));
      Beacon.send(running.publicUrl(), "{\"evt\":\"elsewhere\"}");
      Beacon.get(running.publicUrl() + "/swallow/legacy?sid=a1&evt=old&oid=2&url=http%3A%2F%2Fx");

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(tail.out()).contains("\"table\":\"log_legacy\""));
      assertThat(tail.out()).doesNotContain("elsewhere");
    }
  }

  @Test
  void tailKnowsItsSites() throws Exception {
    Answer answer =
        Program.run(
            temp, Map.of(), "tail", "--site", "nowhere", "--data", folder.root().toString());

    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("'nowhere'");
  }

  @Test
  @Tag("slow")
  void aSecondOneOnTheSameFolderIsRefused() throws Exception {
    Answer answer =
        Program.run(temp, Map.of(), "up", "--port", "0", "--data", folder.root().toString());

    assertThat(answer.code()).isEqualTo(75);
    assertThat(answer.err())
        .contains(folder.root().toString())
        .contains("process " + up.pid())
        .contains("--data")
        .hasLineCount(1);
    assertThat(csv("SELECT 1 AS one")).isEqualTo("one\r\n1\r\n");
  }

  @Test
  @Tag("slow")
  void aTakenPortIsToldWithTheWayOut() throws Exception {
    String port = Integer.toString(URI.create(running.publicUrl()).getPort());
    Answer answer =
        Program.run(
            temp, Map.of(), "up", "--port", port, "--data", temp.resolve("other").toString());

    assertThat(answer.code()).isEqualTo(69);
    assertThat(answer.err()).contains("127.0.0.1:" + port).contains("--port").hasLineCount(1);
  }

  @Test
  void tellsWhereThingsAreAndWhatToTry() {
    assertThat(up.out())
        .contains(running.publicUrl() + "/demo/")
        .contains("./oceanus query --data '" + folder.root() + "' \"SELECT")
        .contains("./oceanus tail --data '" + folder.root() + "'")
        .contains(folder.sites().toString());
    assertThat(up.err()).isEmpty();
  }

  @Test
  void servesTheDemoShopAndTheTag() throws Exception {
    assertThat(Beacon.get(running.publicUrl() + "/demo/").body())
        .contains("data-site=\"demo\"")
        .contains("./oceanus query --data '")
        .doesNotContain("{{");
    String tag = running.publicUrl() + "/oceanus.js";
    String version = Beacon.get(tag).headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(URI.create(tag)).header("If-None-Match", version).build();

    HttpResponse<String> answer = HttpClient.newHttpClient().send(again, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("ETag")).hasValue(version);
  }

  private static String csv(String sql) throws Exception {
    Answer answer = query(sql, "csv");
    assertThat(answer.err()).isEmpty();
    return answer.out();
  }

  private static Answer query(String sql) throws Exception {
    return query(sql, "table");
  }

  private static Answer query(String sql, String format) throws Exception {
    return Program.run(
        temp, Map.of(), "query", "--format", format, "--data", folder.root().toString(), sql);
  }
}
