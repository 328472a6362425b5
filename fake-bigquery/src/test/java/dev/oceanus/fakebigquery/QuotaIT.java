package dev.oceanus.fakebigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.fakebigquery.RestClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class QuotaIT {
  @TempDir Path folder;
  private FakeFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = FakeFixture.in(folder);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void countsLoadJobsOfADayEvenThoseThatFailAndAcrossRestarts() throws IOException {
    fixture.set("{'loadJobsPerTableAndDay':3}");
    load("1", "{\"id\":\"a\"}\n");
    load("2", "nonsense\n");
    fixture.restart();
    fixture.set("{'loadJobsPerTableAndDay':3}");
    load("3", "{\"id\":\"b\"}\n");

    JsonNode error = load("4", "{\"id\":\"c\"}\n").path("status").path("errorResult");

    assertThat(error.path("reason").asString()).isEqualTo("quotaExceeded");
    assertThat(error.path("message").asString())
        .startsWith(
            "Quota exceeded: Your table exceeded quota for imports or query appends per table.");
    assertThat(error.path("location").asString()).isEqualTo("load_job_per_table.long");
    assertThat(fixture.client().rows("t")).isEqualTo(2);
    assertThat(count("loadJobsPerTable")).isEqualTo(4);
  }

  @Test
  void beginsANewDayByItsOwnClock() throws IOException {
    fixture.set("{'loadJobsPerTableAndDay':1}");
    load("1", "{\"id\":\"a\"}\n");
    assertThat(load("2", "{\"id\":\"b\"}\n").path("status").has("errorResult")).isTrue();

    fixture.set("{'clockOffsetMs':%d}".formatted(Duration.ofDays(1).toMillis()));

    assertThat(load("3", "{\"id\":\"c\"}\n").path("status").has("errorResult")).isFalse();
  }

  @Test
  void countsPartitionsThatAJobTouches() throws IOException {
    fixture
        .client()
        .post(
            "/test/datasets/web/tables",
            """
            {'tableReference':{'tableId':'p'},'schema':{'fields':[{'name':'seen','type':'TIMESTAMP'}]},
             'timePartitioning':{'type':'DAY','field':'seen'}}
            """);
    String rows =
        "{\"seen\":\"2026-01-01T23:59:59Z\"}\n{\"seen\":\"2026-01-02T00:00:00Z\"}\n{\"seen\":\"2026-01-02T01:00:00Z\"}\n";
    fixture.client().load("p1", "p", rows);
    fixture.client().done("p1");
    assertThat(count("partitionModifications")).isEqualTo(2);

    fixture.set("{'partitionModificationsPerDay':3}");
    fixture.client().load("p2", "p", rows);

    assertThat(
            fixture
                .client()
                .done("p2")
                .path("status")
                .path("errorResult")
                .path("reason")
                .asString())
        .isEqualTo("quotaExceeded");
    assertThat(fixture.client().rows("p")).isEqualTo(3);
  }

  @Test
  void refusesMoreThanFiveChangesOfATableInTenSeconds() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(change().status()).isEqualTo(200);
    }

    Answer refused = change();
    fixture.set("{'clockOffsetMs':10001}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.reason()).isEqualTo("rateLimitExceeded");
    assertThat(change().status()).isEqualTo(200);
  }

  private Answer change() throws IOException {
    return fixture.client().patch("/test/datasets/web/tables/t", "{'description':'x'}");
  }

  private JsonNode load(String job, String rows) throws IOException {
    fixture.client().load(job, "t", rows);
    return fixture.client().done(job);
  }

  private long count(String kind) throws IOException {
    return fixture
        .client()
        .get("/_fake/counters")
        .json()
        .path("days")
        .valueStream()
        .filter(count -> count.path("kind").asString().equals(kind))
        .mapToLong(count -> count.path("number").asLong())
        .sum();
  }
}
