package dev.oceanus.loader.bigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.bigquery.BigQueryFailure;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.bigquery.job.BigQueryJobs;
import dev.oceanus.loader.bigquery.job.FoundJob;
import dev.oceanus.loader.bigquery.job.FoundJob.Fate;
import dev.oceanus.loader.bigquery.job.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Google's client keeps quiet about, or does by itself. */
class ClientTrapsTest {
  private static final String ID = "oc_e1_events_test_1_1";
  private static final Map<String, String> MINE = Map.of("of", "mine");
  private static final Map<String, String> THEIRS = Map.of("of", "theirs");
  private static final Jobs.Load LOAD = new Jobs.Load(ID, TestBatches.LANE, MINE);

  private Stand stand;
  private BigQueryJobs jobs;

  @BeforeEach
  void start(@TempDir Path folder) {
    stand = new Stand(folder);
    jobs = stand.jobs();
  }

  @AfterEach
  void close() {
    stand.close();
  }

  private static Jobs.Content lines(String text) {
    return out -> out.write(text.getBytes(UTF_8));
  }

  private FoundJob ended(String id) {
    return Awaitility.await()
        .until(() -> jobs.find(id).orElseThrow(), found -> !(found.fate() instanceof Fate.Live));
  }

  @Test
  void takesAnIdThatIsTakenForNoStartOfItsOwn() {
    jobs.query(ID, THEIRS, "SELECT 1");
    jobs.query(ID, MINE, "SELECT 1");
    jobs.load(LOAD, lines("{\"text\":\"a\"}\n"));
    FoundJob found = ended(ID);
    assertThat(found.labels()).isEqualTo(THEIRS);
    assertThat(found.query()).isTrue();
    assertThat(stand.texts()).isEmpty();
  }

  @Test
  void takesAnIdForTakenThatIsOlderThanADay() {
    stand.setTime(Instant.now().minus(Duration.ofDays(2)));
    jobs.query(ID, THEIRS, "SELECT 1");
    stand.setTime(Instant.now());
    jobs.query(ID, MINE, "SELECT 1");
    jobs.load(LOAD, lines("{\"text\":\"a\"}\n"));
    assertThat(ended(ID).labels()).isEqualTo(THEIRS);
    assertThat(stand.texts()).isEmpty();
  }

  @Test
  void bearsAJobThatIsThereAndNotToBeSeen() {
    stand.fault("{'method':'jobs.insert','kind':'not-found-after-insert','hideCalls':2,'times':1}");
    jobs.query(ID, THEIRS, "SELECT 1");
    assertThatThrownBy(() -> jobs.query(ID, MINE, "SELECT 1"))
        .isInstanceOf(WarehouseUnavailableException.class)
        .hasMessageContaining(ID);
    assertThat(jobs.find(ID)).isEmpty();
    assertThat(ended(ID).labels()).isEqualTo(THEIRS);
  }

  @Test
  void readsAJobThatFailedInsteadOfThrowing() {
    jobs.load(LOAD, lines("{\"text\":\"a\"}\n{\"text\":\"b\",\"whole\":\"secret\"}\n"));
    Fate.Failed failed = ended(ID).failed().orElseThrow();
    assertThat(failed.failure()).isEqualTo(BigQueryFailure.ROWS);
    assertThat(failed.detail()).isNotBlank().doesNotContain("secret");
    assertThat(failed.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.position()).isEqualTo(13);
              assertThat(row.field()).isEqualTo("whole");
              assertThat(row.detail()).doesNotContain("secret");
            });
    assertThat(stand.texts()).isEmpty();
  }

  @Test
  void looksForJobsWhereTheDatasetIs(@TempDir Path folder) {
    try (Stand tokyo = new Stand(folder, "asia-northeast1")) {
      tokyo.jobs().query(ID, MINE, "SELECT 1");
      assertThat(tokyo.jobs().find(ID))
          .hasValueSatisfying(job -> assertThat(job.id()).isEqualTo(ID));
      // Without a location it is looked for in the US.
      assertThat(tokyo.dataset().client().getJob(ID)).isNull();
    }
  }

  /** The client commits what it has when it is closed, and try-with-resources closes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 6_000_000})
  void commitsNothingOfAnUploadThatBreaksOff(int bytes) {
    byte[] row = "{\"text\":\"a\"}\n".getBytes(UTF_8);
    Jobs.Content breaking =
        out -> {
          for (int written = 0; written < bytes; written += row.length) {
            out.write(row);
          }
          throw new IOException("broken");
        };
    assertThatThrownBy(() -> jobs.load(LOAD, breaking))
        .isInstanceOf(WarehouseUnavailableException.class)
        .hasMessageContaining(ID);
    assertThat(jobs.find(ID)).isEmpty();
    jobs.load(LOAD, lines("{\"text\":\"whole\"}\n"));
    assertThat(ended(ID).outputRows()).isEqualTo(1);
    assertThat(stand.texts()).containsExactly("whole");
  }

  @Test
  void uploadsMoreThanOneChunkInOneJob() {
    byte[] noise = new byte[3_000_000];
    new Random(3).nextBytes(noise);
    String text = HexFormat.of().formatHex(noise);
    jobs.load(
        LOAD,
        out -> {
          for (int at = 0; at < text.length(); at += 1_000) {
            String line = "{\"text\":\"" + text.substring(at, at + 1_000) + "\"}\n";
            out.write(line.getBytes(UTF_8));
          }
        });
    assertThat(ended(ID).outputRows()).isEqualTo(text.length() / 1_000);
  }

  @Test
  void refusesAFieldThatTheTableHasNotInsteadOfDroppingIt() {
    jobs.load(LOAD, lines("{\"text\":\"a\",\"foreign\":1}\n"));
    assertThat(ended(ID).failed()).isPresent();
    assertThat(stand.texts()).isEmpty();
  }
}
