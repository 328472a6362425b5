package dev.oceanus.fakebigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.fakebigquery.RestClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LoadJobsIT {
  private static final String TO_T =
      """
      {'jobReference':{'jobId':'%s'},'configuration':{'load':{
        'destinationTable':{'datasetId':'web','tableId':'t'},
        'sourceFormat':'NEWLINE_DELIMITED_JSON'%s}}}
      """;

  @TempDir Path folder;
  private FakeFixture fixture;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    fixture = FakeFixture.in(folder);
    client = fixture.client();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void tellsAJobAsTheApiDoes() throws IOException {
    ObjectNode inserted = client.load("j1", "t", "{\"id\":\"a\"}\n").json();
    ObjectNode done = client.done("j1");

    assertThat(inserted.path("id").asString()).isEqualTo("test:US.j1");
    assertThat(inserted.path("status").path("state").asString()).isEqualTo("PENDING");
    assertThat(done.path("kind").asString()).isEqualTo("bigquery#job");
    assertThat(done.path("jobReference").path("location").asString()).isEqualTo("US");
    assertThat(done.path("statistics").path("load").path("outputRows").asString()).isEqualTo("1");
    assertThat(done.path("statistics").path("load").path("inputFileBytes").asString())
        .isEqualTo("11");
    assertThat(done.path("statistics").path("endTime").asLong())
        .isGreaterThanOrEqualTo(done.path("statistics").path("startTime").asLong())
        .isGreaterThanOrEqualTo(done.path("statistics").path("creationTime").asLong());
    assertThat(client.get("/test/jobs").json().path("jobs").path(0).path("state").asString())
        .isEqualTo("DONE");
  }

  @Test
  void loadsAllRowsOrNone() throws IOException {
    client.load("bad", "t", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"n\":\"x\"}\n");

    JsonNode status = client.done("bad").path("status");

    assertThat(status.path("errorResult").path("reason").asString()).isEqualTo("invalid");
    assertThat(status.path("errorResult").path("message").asString())
        .isEqualTo(
            "Error while reading data, error message: JSON table encountered too many errors, giving up. Rows: 3; errors: 1. Please look into the errors[] collection for more details.");
    assertThat(status.path("errors").path(2).path("message").asString())
        .startsWith(
            "Error while reading data, error message: JSON parsing error in row starting at position 22: Could not convert value");
    assertThat(client.rows("t")).isZero();
    assertThat(uploads()).isEmpty();
  }

  @Test
  void passesOverAsManyBadRowsAsItMay() throws IOException {
    byte[] rows = "{\"id\":\"a\"}\n{\"x\":1}\n{}\n{\"id\":\"d\"}\n".getBytes(UTF_8);
    client.load(TO_T.formatted("some", ",'maxBadRecords':2"), rows);
    client.load(TO_T.formatted("more", ",'maxBadRecords':1"), rows);

    JsonNode some = client.done("some");
    JsonNode more = client.done("more");

    assertThat(some.path("status").has("errorResult")).isFalse();
    assertThat(some.path("status").path("errors")).hasSize(2);
    assertThat(some.path("statistics").path("load").path("badRecords").asString()).isEqualTo("2");
    assertThat(more.path("status").has("errorResult")).isTrue();
    assertThat(client.rows("t")).isEqualTo(2);
  }

  @Test
  void loadsAnObjectOfABucketAndLeavesItThere() throws IOException {
    Path objects = folder.resolve("objects");
    Path object = objects.resolve("bucket/day/t.json");
    Files.createDirectories(object.getParent());
    Files.writeString(object, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    String uris = ",'sourceUris':['gs://bucket/%s']";

    client.post("/test/jobs", TO_T.formatted("here", uris.formatted("day/t.json")));
    client.post("/test/jobs", TO_T.formatted("nowhere", uris.formatted("day/u.json")));

    assertThat(client.done("here").path("status").has("errorResult")).isFalse();
    assertThat(client.done("nowhere").path("status").path("errorResult").toString())
        .contains("notFound", "Not found: URI gs://bucket/day/u.json");
    assertThat(client.rows("t")).isEqualTo(2);
    assertThat(object).exists();
    assertThat(client.post("/test/jobs", TO_T.formatted("all", uris.formatted("day/*"))).message())
        .contains("wildcard");
    assertThat(client.post("/test/jobs", TO_T.formatted("out", ",'sourceUris':['/t']")).status())
        .isEqualTo(400);
    assertThat(client.post("/test/jobs", TO_T.formatted("none", "")).reason())
        .isEqualTo("required");
  }

  @Test
  void keepsAnIdWhateverBecameOfItsJob() throws IOException {
    client.load("once", "t", "nonsense\n");
    client.done("once");

    Answer again = client.load("once", "t", "{\"id\":\"a\"}\n");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.reason()).isEqualTo("duplicate");
    assertThat(again.message()).isEqualTo("Already Exists: Job test:US.once");
    assertThat(again.json().path("error").path("status").asString()).isEqualTo("ALREADY_EXISTS");
    assertThat(client.rows("t")).isZero();
  }

  @Test
  void letsOneOfTwoWinWhoInsertTheSameIdAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 10; round++) {
        String id = "race-" + round;
        Callable<Integer> insert = () -> client.load(id, "t", "{\"id\":\"a\"}\n").status();
        List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(8, insert));

        List<Integer> statuses = answers.stream().map(Future::resultNow).sorted().toList();
        assertThat(statuses).startsWith(200).filteredOn(s -> s == 409).hasSize(7);
        client.done(id);
      }
    }
    assertThat(client.rows("t")).isEqualTo(10);
    assertThat(uploads()).isEmpty();
  }

  @Test
  void findsAJobInItsLocationOnly() throws IOException {
    client.post("/test/datasets", "{'datasetReference':{'datasetId':'eu'},'location':'eu'}");
    client.post(
        "/test/datasets/eu/tables",
        "{'tableReference':{'tableId':'t'},'schema':{'fields':[%s]}}"
            .formatted(FakeFixture.FIELDS));
    client.load(
        TO_T.formatted("there", "").replace("'web'", "'eu'"), "{\"id\":\"a\"}".getBytes(UTF_8));

    assertThat(client.done("there", "?location=EU").path("id").asString())
        .isEqualTo("test:EU.there");
    assertThat(client.get("/test/jobs/there").status()).isEqualTo(404);
    assertThat(client.get("/test/jobs/there").message()).isEqualTo("Not found: Job test:there");
    assertThat(client.get("/test/jobs/there?location=asia-northeast1").message())
        .isEqualTo("Not found: Job test:asia-northeast1.there");
  }

  @Test
  void failsAJobInAnotherLocationThanItsDataset() throws IOException {
    client.load(
        TO_T.formatted("far", "").replace("'jobId'", "'location':'EU','jobId'"),
        "{\"id\":\"a\"}".getBytes(UTF_8));

    JsonNode error = client.done("far", "?location=EU").path("status").path("errorResult");
    assertThat(error.path("reason").asString()).isEqualTo("notFound");
    assertThat(error.path("message").asString())
        .isEqualTo("Not found: Dataset test:web was not found in location EU");
  }

  @Test
  void respectsTheDispositions() throws IOException {
    byte[] row = "{\"id\":\"a\"}\n".getBytes(UTF_8);
    client.load(TO_T.formatted("append", ""), row);
    client.done("append");
    client.load(TO_T.formatted("append2", ",'writeDisposition':'WRITE_APPEND'"), row);
    client.done("append2");
    assertThat(client.rows("t")).isEqualTo(2);

    client.load(TO_T.formatted("empty", ",'writeDisposition':'WRITE_EMPTY'"), row);
    assertThat(error("empty")).isEqualTo("Already Exists: Table test:web.t");

    client.load(TO_T.formatted("truncate", ",'writeDisposition':'WRITE_TRUNCATE'"), row);
    client.done("truncate");
    assertThat(client.rows("t")).isEqualTo(1);

    String missing = TO_T.replace("'tableId':'t'", "'tableId':'new'");
    client.load(missing.formatted("never", ",'createDisposition':'CREATE_NEVER'"), row);
    assertThat(error("never")).isEqualTo("Not found: Table test:web.new");
    client.load(missing.formatted("noschema", ""), row);
    assertThat(error("noschema")).isEqualTo("No schema specified on job or table.");
    client.load(
        missing.formatted("create", ",'schema':{'fields':[{'name':'id','type':'STRING'}]}"), row);
    client.done("create");
    assertThat(client.rows("new")).isEqualTo(1);
  }

  @Test
  void addsColumnsOnlyWhenAllowed() throws IOException {
    byte[] row = "{\"id\":\"a\",\"more\":\"b\"}\n".getBytes(UTF_8);
    String schema =
        ",'schema':{'fields':[%s,{'name':'more','type':'STRING'}]}".formatted(FakeFixture.FIELDS);
    client.load(TO_T.formatted("no", schema), row);
    assertThat(error("no"))
        .isEqualTo(
            "Provided Schema does not match Table test:web.t. Cannot add fields (field: more)");

    client.load(
        TO_T.formatted("yes", schema + ",'schemaUpdateOptions':['ALLOW_FIELD_ADDITION']"), row);
    client.done("yes");

    assertThat(client.cell("SELECT more FROM web.t")).isEqualTo("b");
  }

  @Test
  void takesUpAnUploadThatWasBrokenOff() throws IOException {
    byte[] rows = "{\"id\":\"0123456789\"}\n".repeat(30_000).getBytes(UTF_8);
    int cut = 256 * 1024;
    String session = client.startUpload(TO_T.formatted("parts", ""));

    Answer first =
        client.sendPart(
            session, "bytes 0-%d/%d".formatted(cut - 1, rows.length), Arrays.copyOf(rows, cut));
    fixture.restart();
    client = fixture.client();
    String moved = session.replaceFirst("http://[^/]+", "");
    Answer asked = client.sendPart(moved, "bytes */" + rows.length, new byte[0]);
    Answer last =
        client.sendPart(
            moved,
            "bytes %d-%d/%d".formatted(cut, rows.length - 1, rows.length),
            Arrays.copyOfRange(rows, cut, rows.length));

    assertThat(first.status()).isEqualTo(308);
    assertThat(first.header("Range")).isEqualTo("bytes=0-262143");
    assertThat(asked.status()).isEqualTo(308);
    assertThat(asked.header("Range")).isEqualTo("bytes=0-262143");
    assertThat(last.status()).isEqualTo(200);
    client.done("parts");
    assertThat(client.rows("t")).isEqualTo(30_000);
    assertThat(client.sendPart(moved, "bytes */" + rows.length, new byte[0]).json())
        .isEqualTo(last.json());
  }

  @Test
  void readsCsv() throws IOException {
    client.load(
        """
        {'configuration':{'load':{'destinationTable':{'datasetId':'web','tableId':'t'},
          'sourceFormat':'CSV','skipLeadingRows':1}},'jobReference':{'jobId':'csv'}}
        """,
        "id,n\n\"a, b\",7\nc,\n".getBytes(UTF_8));
    client.done("csv");

    assertThat(client.cell("SELECT id FROM web.t WHERE n = 7")).isEqualTo("a, b");
    assertThat(client.rows("t")).isEqualTo(2);
  }

  @Test
  void cancelsAJobThatIsNotDone() throws IOException {
    fixture.set("{'jobRunningMs':60000}");
    client.load("slow", "t", "{\"id\":\"a\"}\n");

    Answer cancelled = client.post("/test/jobs/slow/cancel", "");

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(client.done("slow").path("status").path("errorResult").path("reason").asString())
        .isEqualTo("stopped");
    assertThat(client.rows("t")).isZero();
  }

  @Test
  void refusesLabelsThatBigQueryRefuses() throws IOException {
    Answer answer =
        client.load(
            """
            {'configuration':{'labels':{'oc_to':'17:4'},'load':{
              'destinationTable':{'datasetId':'web','tableId':'t'}}}}
            """,
            new byte[0]);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("Label value \"17:4\"");
    assertThat(uploads()).isEmpty();
  }

  @Test
  void countsRowsWithoutKeepingThem() throws IOException {
    try (FakeFixture counting =
        new FakeFixture(FakeBigQueryConfig.in(folder.resolve("counting")).discarding())) {
      counting.client().table("t", FakeFixture.FIELDS);
      counting.client().load("j", "t", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");

      assertThat(
              counting
                  .client()
                  .done("j")
                  .path("statistics")
                  .path("load")
                  .path("outputRows")
                  .asString())
          .isEqualTo("2");
      assertThat(
              counting
                  .client()
                  .get("/test/datasets/web/tables/t")
                  .json()
                  .path("numRows")
                  .asString())
          .isEqualTo("2");
      assertThat(counting.client().rows("t")).isZero();
    }
  }

  private String error(String job) {
    return client.done(job).path("status").path("errorResult").path("message").asString("");
  }

  private List<String> uploads() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("uploads"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".data"))
          .toList();
    }
  }
}
