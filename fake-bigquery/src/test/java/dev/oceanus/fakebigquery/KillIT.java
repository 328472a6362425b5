package dev.oceanus.fakebigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oceanus.fakebigquery.RestClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Killed at any instant, the stand-in comes back with whole jobs and whole loads. */
@Tag("slow")
class KillIT {
  private static final int ROWS = 200;
  private static final int KILLS = 6;

  @TempDir Path folder;
  private FakeProcess process;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    process = new FakeProcess(folder);
    client = new RestClient(process.url());
    client.table(
        "t", "{'name':'job','type':'STRING','mode':'REQUIRED'},{'name':'n','type':'INTEGER'}");
  }

  @AfterEach
  void stop() {
    client.close();
    process.close();
  }

  @Test
  void finishesAJobThatWasRunning() throws IOException {
    client.post("/_fake/settings", "{'jobRunningMs':600000}");
    client.load("j", "t", rows("j"));
    await().atMost(Duration.ofSeconds(30)).until(() -> state("j").equals("RUNNING"));

    process.kill();
    process.start();

    assertThat(client.done("j").path("status").has("errorResult")).isFalse();
    assertThat(client.rows("t")).isEqualTo(ROWS);
  }

  @Test
  void takesUpAnUploadThatWasBrokenOff() throws IOException {
    byte[] rows = rows("u").repeat(100).getBytes(UTF_8);
    int cut = 256 * 1024;
    String session =
        client.startUpload(
            """
            {'jobReference':{'jobId':'u'},'configuration':{'load':{
              'destinationTable':{'datasetId':'web','tableId':'t'},
              'sourceFormat':'NEWLINE_DELIMITED_JSON'}}}
            """);
    client.sendPart(
        session, "bytes 0-%d/%d".formatted(cut - 1, rows.length), Arrays.copyOf(rows, cut));

    process.kill();
    process.start();

    assertThat(client.get("/test/jobs/u").status()).isEqualTo(404);
    Answer last =
        client.sendPart(
            session,
            "bytes %d-%d/%d".formatted(cut, rows.length - 1, rows.length),
            Arrays.copyOfRange(rows, cut, rows.length));
    assertThat(last.status()).isEqualTo(200);
    client.done("u");
    assertThat(client.rows("t")).isEqualTo(ROWS * 100L);
  }

  @Test
  void losesAndDoublesNothingUnderLoad() throws IOException {
    Set<String> answered = ConcurrentHashMap.newKeySet();
    AtomicInteger number = new AtomicInteger();
    for (int kill = 1; kill <= KILLS; kill++) {
      int enough = answered.size() + 3 * kill;
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(() -> loadUntilKilled(answered, number));
      await().atMost(Duration.ofSeconds(60)).until(() -> answered.size() >= enough);
      process.kill();
      assertThat(load).succeedsWithin(Duration.ofSeconds(30));
      process.start();
    }

    for (String job : answered) {
      assertThat(client.done(job).path("status").has("errorResult")).as(job).isFalse();
    }
    long done =
        client
            .get("/test/jobs?maxResults=100000")
            .json()
            .path("jobs")
            .valueStream()
            .peek(job -> client.done(job.path("jobReference").path("jobId").asString()))
            .filter(KillIT::isLoad)
            .count();
    assertThat(done).isGreaterThanOrEqualTo(answered.size());
    assertThat(client.rows("t")).isEqualTo(done * ROWS);
    assertThat(
            client.cell(
                "SELECT COUNT(*) FROM (SELECT job FROM web.t GROUP BY job HAVING COUNT(DISTINCT n) <> "
                    + ROWS
                    + " OR COUNT(*) <> "
                    + ROWS
                    + ")"))
        .isEqualTo("0");
  }

  private static boolean isLoad(JsonNode job) {
    return job.path("configuration").has("load");
  }

  private void loadUntilKilled(Set<String> answered, AtomicInteger number) {
    boolean alive = true;
    while (alive) {
      String job = "job-" + number.incrementAndGet();
      try {
        if (client.load(job, "t", rows(job)).status() == 200) {
          answered.add(job);
        }
      } catch (IOException e) {
        alive = false;
      }
    }
  }

  private String state(String job) throws IOException {
    return client.get("/test/jobs/" + job).json().path("status").path("state").asString("");
  }

  private static String rows(String job) {
    StringBuilder rows = new StringBuilder();
    for (int n = 0; n < ROWS; n++) {
      rows.append("{\"job\":\"%s\",\"n\":%d}\n".formatted(job, n));
    }
    return rows.toString();
  }
}
