package dev.oceanus.fakebigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oceanus.fakebigquery.RestClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FaultRulesIT {
  private static final String ROW = "{\"id\":\"a\"}\n";

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
  void resetsBeforeAnythingIsDone() throws IOException {
    fixture.fault("{'method':'jobs.insert','kind':'reset-before','nth':1}");

    assertThatThrownBy(() -> client.load("j", "t", ROW)).isInstanceOf(IOException.class);

    assertThat(client.get("/test/jobs/j").status()).isEqualTo(404);
    assertThat(client.load("j", "t", ROW).status()).isEqualTo(200);
  }

  @Test
  void resetsAfterAllIsDone() throws IOException {
    fixture.fault("{'method':'jobs.insert','kind':'reset-after','nth':1}");

    assertThatThrownBy(() -> client.load("j", "t", ROW)).isInstanceOf(IOException.class);

    client.done("j");
    assertThat(client.rows("t")).isEqualTo(1);
    assertThat(client.load("j", "t", ROW).status()).isEqualTo(409);
  }

  @Test
  void losesTheAnswerToTheLastPartOfAnUpload() throws IOException {
    fixture.fault("{'method':'upload.chunk','kind':'reset-after','nth':1}");
    byte[] row = ROW.getBytes(UTF_8);
    String session =
        client.startUpload(
            """
            {'jobReference':{'jobId':'u'},'configuration':{'load':{
              'destinationTable':{'datasetId':'web','tableId':'t'},
              'sourceFormat':'NEWLINE_DELIMITED_JSON'}}}
            """);

    assertThatThrownBy(() -> client.sendPart(session, "bytes 0-10/11", row))
        .isInstanceOf(IOException.class);

    client.done("u");
    Answer again = client.sendPart(session, "bytes 0-10/11", row);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("id").asString()).isEqualTo("test:US.u");
    assertThat(client.rows("t")).isEqualTo(1);
  }

  @Test
  void losesTheAnswerOfATablesChange() throws IOException {
    fixture.fault("{'method':'tables.patch','kind':'reset-after','times':1}");

    assertThatThrownBy(
            () -> client.patch("/test/datasets/web/tables/t", "{'description':'changed'}"))
        .isInstanceOf(IOException.class);

    assertThat(client.get("/test/datasets/web/tables/t").json().path("description").asString())
        .isEqualTo("changed");
  }

  @Test
  void answersAnErrorAndDoesNothing() throws IOException {
    fixture.fault(
        "{'method':'tables.patch','kind':'status','status':403,'reason':'quotaExceeded','message':'no more'}");

    Answer answer = client.patch("/test/datasets/web/tables/t", "{'description':'changed'}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("quotaExceeded");
    assertThat(answer.message()).isEqualTo("no more");
    assertThat(client.get("/test/datasets/web/tables/t").json().has("description")).isFalse();
    assertThat(fixture.hits()).isEqualTo(1);
  }

  @Test
  void failsToWriteAndDoesNothing() throws IOException {
    fixture.fault("{'method':'jobs.insert','kind':'disk-error','nth':1}");

    Answer answer = client.load("j", "t", ROW);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo("internalError");
    assertThat(client.get("/test/jobs/j").status()).isEqualTo(404);
  }

  @Test
  @Tag("slow")
  void holdsOneCallUpAndNoOther() throws IOException {
    fixture.fault("{'method':'tables.get','kind':'delay','delayMs':2000,'nth':1}");
    CompletableFuture<Integer> held =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.get("/test/datasets/web/tables/t").status();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    await().atMost(Duration.ofSeconds(30)).until(() -> fixture.hits() == 1);

    assertThat(client.get("/test/datasets/web").status()).isEqualTo(200);
    assertThat(held).isNotDone();
    assertThat(held).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(200);
  }

  @Test
  void keepsAJobRunningUntilTheRuleIsGone() throws IOException {
    String rule = fixture.fault("{'method':'jobs.insert','kind':'job-stuck','nth':1}");
    client.load("stuck", "t", ROW);
    client.load("next", "t", ROW);
    client.done("next");

    await().atMost(Duration.ofSeconds(30)).until(() -> state("stuck").equals("RUNNING"));
    assertThat(client.rows("t")).isEqualTo(1);

    client.delete("/_fake/faults/" + rule);
    assertThat(client.done("stuck").path("status").has("errorResult")).isFalse();
    assertThat(client.rows("t")).isEqualTo(2);
  }

  @Test
  void failsAJobLateAndWithoutEffect() throws IOException {
    fixture.fault("{'method':'jobs.insert','kind':'job-fails-late','reason':'internalError'}");
    assertThat(client.load("late", "t", ROW).status()).isEqualTo(200);

    JsonNode status = client.done("late").path("status");

    assertThat(status.path("errorResult").path("reason").asString()).isEqualTo("internalError");
    assertThat(client.rows("t")).isZero();
  }

  @Test
  void hidesAJobForAFewCalls() throws IOException {
    fixture.fault("{'method':'jobs.insert','kind':'not-found-after-insert','hideCalls':2,'nth':1}");
    client.load("hidden", "t", ROW);

    assertThat(client.get("/test/jobs/hidden").status()).isEqualTo(404);
    assertThat(client.load("hidden", "t", ROW).status()).isEqualTo(409);
    assertThat(client.get("/test/jobs/hidden").status()).isEqualTo(404);
    assertThat(client.get("/test/jobs/hidden").status()).isEqualTo(200);
  }

  @Test
  void hidesAJobForAWhile() throws IOException {
    fixture.fault("{'method':'jobs.insert','kind':'not-found-after-insert','hideMs':500,'nth':1}");
    client.load("hidden", "t", ROW);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get("/test/jobs/hidden").status() == 200);
    assertThat(fixture.calls("jobs.get")).isGreaterThan(1);
  }

  @Test
  void wantsTheTokenThatIsSet() throws IOException {
    fixture.set("{'bearerToken':'secret'}");

    Answer without = client.get("/test/datasets");
    Answer with =
        client.send(
            client.request("/test/datasets").header("Authorization", "Bearer secret").GET());

    assertThat(without.status()).isEqualTo(401);
    assertThat(without.reason()).isEqualTo("authError");
    assertThat(with.status()).isEqualTo(200);
  }

  @Test
  void deniesAMethod() throws IOException {
    fixture.set(
        "{'denied':{'tables.get':'Table test:web.t: Permission bigquery.tables.get denied'}}");

    Answer answer = client.get("/test/datasets/web/tables/t");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("accessDenied");
    assertThat(answer.message())
        .isEqualTo("Access Denied: Table test:web.t: Permission bigquery.tables.get denied");
    fixture.set("{'denied':null}");
    assertThat(client.get("/test/datasets/web/tables/t").status()).isEqualTo(200);
  }

  @Test
  void refusesSettingsAndRulesThatMakeNoSense() throws IOException {
    assertThat(client.post("/_fake/settings", "{'jobPending':1}").message())
        .isEqualTo("no setting is called jobPending");
    assertThat(client.post("/_fake/faults", "{'kind':'earthquake'}").status()).isEqualTo(400);
  }

  private String state(String job) throws IOException {
    return client.get("/test/jobs/" + job).json().path("status").path("state").asString("");
  }
}
