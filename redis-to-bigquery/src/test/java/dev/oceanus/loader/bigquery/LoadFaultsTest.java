package dev.oceanus.loader.bigquery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.EntryRef;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.bigquery.job.JobLabels;
import dev.oceanus.loader.bigquery.job.Jobs;
import dev.oceanus.loader.memory.TestClock;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.CommitOutcome.Done;
import dev.oceanus.loader.warehouse.CommitOutcome.Pending;
import dev.oceanus.loader.warehouse.CommitOutcome.Refused;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Load jobs while BigQuery or who owns its tables does something else than usual. */
@Tag("slow")
class LoadFaultsTest {
  private static final String LANE = TestBatches.LANE;
  private static final Batch FIRST = TestBatches.of(1, "a", "b");
  private static final Done DONE = new Done(Committed.of(FIRST.seal()));

  private Stand stand;
  private BigQueryLoadWarehouse process;

  @BeforeEach
  void start(@TempDir Path folder) {
    stand = new Stand(folder);
    process = stand.process();
  }

  @AfterEach
  void close() {
    stand.close();
  }

  private WarehouseUnavailableException failure(Batch batch) {
    WarehouseUnavailableException failure =
        catchThrowableOfType(
            WarehouseUnavailableException.class,
            () -> {
              while (!(process.commit(batch) instanceof Done)) {
                Thread.onSpinWait();
              }
            });
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  private void commitsOnceHealed() {
    stand.heal();
    assertThat(stand.commit(process, FIRST)).isEqualTo(DONE);
    assertThat(stand.texts()).containsExactly("a", "b");
  }

  @Test
  void bringsEachBatchOnceThroughErrorsOfBigQuery() {
    stand.fault("{'method':'*','kind':'status','status':503,'probability':0.3,'seed':7}");
    stand.fault("{'method':'*','kind':'reset-before','probability':0.1,'seed':8}");
    for (int seq = 1; seq <= 5; seq++) {
      Batch batch = TestBatches.of(seq, "text " + seq);
      assertThat(stand.commit(process, batch)).isEqualTo(new Done(Committed.of(batch.seal())));
    }
    stand.heal();
    assertThat(stand.texts()).containsExactly("text 1", "text 2", "text 3", "text 4", "text 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"upload.start", "upload.chunk", "jobs.insert", "jobs.get", "tables.get"})
  void bringsEachBatchOnceWhileAnswersAreLost(String method) {
    stand.fault("{'method':'%s','kind':'reset-after','times':20}".formatted(method));
    assertThat(stand.commit(process, FIRST)).isEqualTo(DONE);
    Batch second = TestBatches.of(2, "c");
    assertThat(stand.commit(process, second)).isEqualTo(new Done(Committed.of(second.seal())));
    stand.heal();
    assertThat(stand.texts()).containsExactly("a", "b", "c");
    assertThat(stand.loads()).isEqualTo(2);
  }

  @Test
  void givesABatchUpForEverWhileAnswersAreLost() {
    stand.fault("{'method':'jobs.insert','kind':'reset-after','times':20}");
    int tries = 0;
    while (true) {
      try {
        assertThat(new PatientWarehouse(process).abandon(TestBatches.id(1))).isEmpty();
        break;
      } catch (WarehouseUnavailableException e) {
        assertThat(++tries).isLessThan(20);
      }
    }
    stand.heal();
    assertThat(stand.commit(stand.process(), FIRST)).isEqualTo(new CommitOutcome.Abandoned());
    assertThat(stand.texts()).isEmpty();
  }

  @Test
  void leavesAQuotaThatIsUsedUpMoreAndMoreTime() {
    stand.fault("{'method':'upload.start','kind':'status','status':403,'reason':'quotaExceeded'}");
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waits.add(failure(FIRST).retryAfter().orElseThrow());
    }
    assertThat(waits)
        .containsExactly(
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(8),
            Duration.ofMinutes(16),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30));
    commitsOnceHealed();
  }

  @Test
  void leavesAQuotaTimeThatAJobFoundUsedUp() {
    stand.fault(
        "{'method':'jobs.insert','kind':'job-fails-late','reason':'quotaExceeded','times':1}");
    WarehouseUnavailableException failure = failure(FIRST);
    assertThat(failure).hasMessageContaining("quota").hasMessageContaining("oc_e1_" + LANE);
    assertThat(failure.retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(60), Duration.ofMinutes(2));
    assertThat(process.commit(FIRST)).isInstanceOf(Pending.class);
    assertThat(stand.loads()).isEqualTo(1);
  }

  @Test
  void saysWhatToDoAboutCredentialsAndGoesOnWithNewOnes() {
    stand.set("{'bearerToken':'right'}");
    assertThat(failure(FIRST))
        .hasMessageContaining("credentials")
        .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS");
    stand.set("{'bearerToken':''}");
    commitsOnceHealed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"datasets.get", "tables.get", "jobs.get", "upload.start"})
  void namesTheRolesWhereAPermissionIsMissing(String method) {
    stand.set("{'denied':{'%s':'Permission %s denied'}}".formatted(method, method));
    assertThat(failure(FIRST))
        .hasMessageContaining("roles/bigquery.dataEditor")
        .hasMessageContaining("roles/bigquery.jobUser");
    stand.set("{'denied':{}}");
    commitsOnceHealed();
  }

  @Test
  void neverGivesUpAJobThatRunsForLong() {
    stand.fault("{'method':'jobs.insert','kind':'job-stuck','times':1}");
    for (int i = 0; i < 20; i++) {
      assertThat(process.commit(FIRST)).isInstanceOf(Pending.class);
    }
    assertThat(stand.loads()).isEqualTo(1);
    commitsOnceHealed();
    assertThat(stand.loads()).isEqualTo(1);
  }

  @Test
  void findsAJobUnderWayThatAnotherProcessHasStarted() {
    stand.fault("{'method':'jobs.insert','kind':'job-stuck','times':1}");
    assertThat(process.commit(FIRST)).isInstanceOf(Pending.class);
    BigQueryLoadWarehouse next = stand.process();
    assertThatThrownBy(() -> next.find(TestBatches.id(1)))
        .isInstanceOf(WarehouseBusyException.class);
    assertThatThrownBy(() -> next.abandon(TestBatches.id(1)))
        .isInstanceOf(WarehouseBusyException.class);
    assertThat(next.commit(FIRST)).isInstanceOf(Pending.class);
    stand.heal();
    assertThat(new PatientWarehouse(next).find(TestBatches.id(1)))
        .contains(Committed.of(FIRST.seal()));
    assertThat(stand.texts()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({"backendError", "internalError", "stopped", "notFound", "accessDenied"})
  void startsAnotherJobOnlyWhenTheOneBeforeHasFailed(String reason) {
    stand.fault(
        "{'method':'jobs.insert','kind':'job-fails-late','reason':'%s','times':2}"
            .formatted(reason));
    assertThat(failure(FIRST)).hasMessageContaining("oc_e1_" + LANE + "_1_1");
    assertThat(failure(FIRST)).hasMessageContaining("oc_e1_" + LANE + "_1_2");
    commitsOnceHealed();
    assertThat(stand.loads()).isEqualTo(3);
    assertThat(stand.process().find(TestBatches.id(1))).contains(Committed.of(FIRST.seal()));
  }

  @Test
  void startsNoOtherJobWhileOneIsNotToBeSeen() {
    stand.fault("{'method':'jobs.insert','kind':'not-found-after-insert','hideCalls':3,'times':1}");
    assertThat(stand.commit(process, FIRST)).isEqualTo(DONE);
    assertThat(stand.texts()).containsExactly("a", "b");
    assertThat(stand.loads()).isEqualTo(1);
  }

  @Test
  void goesOnWhereTheDatasetWasMadeAnewElsewhere() {
    assertThat(stand.commit(process, FIRST)).isEqualTo(DONE);
    stand.dataset().delete();
    stand.dataset().make("EU");
    stand.dataset().table(LANE, TestBatches.SCHEMA);
    Batch second = TestBatches.of(2, "c");
    assertThat(stand.commit(process, second)).isEqualTo(new Done(Committed.of(second.seal())));
    assertThat(stand.texts()).containsExactly("c");
  }

  @Test
  void tellsOfAJobWithItsIdAndOtherContent() {
    stand
        .jobs()
        .load(
            new Jobs.Load("oc_e1_" + LANE + "_1_1", LANE, Map.of("of", "somebody")),
            out -> out.write("{\"text\":\"x\"}\n".getBytes(UTF_8)));
    CommitOutcome outcome = stand.commit(process, FIRST);
    assertThat(outcome).isInstanceOf(Done.class);
    assertThat(((Done) outcome).found().isOf(FIRST.seal())).isFalse();
    assertThat(stand.texts()).containsExactly("x");
  }

  @Test
  void tellsOfAJobThatHasWrittenFewerRowsThanWereSealed() {
    stand
        .jobs()
        .load(
            new Jobs.Load("oc_e1_" + LANE + "_1_1", LANE, JobLabels.of(FIRST.seal())),
            out -> out.write("{\"text\":\"a\"}\n".getBytes(UTF_8)));
    CommitOutcome outcome = stand.commit(process, FIRST);
    assertThat(((Done) outcome).found().isOf(FIRST.seal())).isFalse();
  }

  @Test
  void saysWhatToDoAboutATableThatIsMissing() {
    stand.dataset().drop(LANE);
    assertThat(failure(FIRST))
        .hasMessageContaining("test.web." + LANE)
        .hasMessageContaining("table-creator apply");
    stand.dataset().table(LANE, TestBatches.SCHEMA);
    commitsOnceHealed();
  }

  @Test
  void saysWhatToDoAboutADatasetThatIsMissing() {
    stand.dataset().delete();
    assertThat(failure(FIRST)).hasMessageContaining("table-creator apply");
    stand.dataset().make("EU");
    stand.dataset().table(LANE, TestBatches.SCHEMA);
    commitsOnceHealed();
  }

  @Test
  void namesColumnsThatAreMissing() {
    stand.dataset().table(LANE, Field.of("text", StandardSQLTypeName.STRING));
    assertThat(failure(FIRST))
        .hasMessageContaining("whole INT64")
        .hasMessageContaining("_seal STRING")
        .hasMessageContaining("table-creator apply");
    stand.dataset().table(LANE, TestBatches.SCHEMA);
    commitsOnceHealed();
  }

  @Test
  void refusesNoRowsBecauseTheirTableHasChanged() {
    assertThat(stand.commit(process, TestBatches.of(7, "before"))).isInstanceOf(Done.class);
    stand
        .dataset()
        .table(
            LANE,
            Field.of("text", StandardSQLTypeName.INT64),
            Field.of("whole", StandardSQLTypeName.INT64),
            Field.of("_batch", StandardSQLTypeName.STRING),
            Field.of("_entry", StandardSQLTypeName.STRING),
            Field.of("_seal", StandardSQLTypeName.STRING));
    assertThat(failure(FIRST)).message().matches(".*text is INT64.*STRING.*");
    stand.dataset().drop(LANE);
    stand.dataset().table(LANE, TestBatches.SCHEMA);
    commitsOnceHealed();
  }

  @Test
  void refusesRowsBeforeAJobIsSpentOnThem() {
    stand.dataset().table(LANE, TestBatches.SCHEMA, Set.of("whole"));
    assertThat(stand.commit(process, FIRST))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.detail()).contains("whole"));
    assertThat(stand.loads()).isZero();
    assertThat(process.rehearse(FIRST.part(FIRST.rows())))
        .isInstanceOfSatisfying(
            Rehearsal.RefusedRows.class,
            rows ->
                assertThat(rows.rows())
                    .extracting(Rehearsal.RefusedRow::index)
                    .containsExactly(0, 1));
  }

  /** Rows of which only BigQuery knows that they are at fault: our codec would not read them. */
  private static Batch withRaw(String... events) {
    List<Rows.Raw> raw = new ArrayList<>();
    for (String event : events) {
      raw.add(
          new Rows.Raw(new EntryRef(0, new EntryId(1_000 + raw.size(), 0)), event.getBytes(UTF_8)));
    }
    Batch sized = TestBatches.of(1, new String[events.length]);
    return new Batch(
        sized.seal(), TestBatches.SCHEMA, new Rows(new EventCodec(TestBatches.SCHEMA), raw));
  }

  @Test
  void namesTheRowsThatBigQueryNames() {
    Batch batch = withRaw("{\"text\":\"é\"}", "{\"whole\":\"secret\"}", "{\"text\":\"c\"}");
    assertThat(stand.commit(process, batch)).isInstanceOf(Refused.class);
    assertThat(stand.texts()).isEmpty();

    PatientWarehouse patient = new PatientWarehouse(process);
    assertThat(patient.rehearse(batch.part(batch.rows())))
        .isInstanceOfSatisfying(
            Rehearsal.RefusedRows.class,
            refused ->
                assertThat(refused.rows())
                    .singleElement()
                    .satisfies(
                        row -> {
                          assertThat(row.index()).isEqualTo(1);
                          assertThat(row.field()).isEqualTo("whole");
                          assertThat(row.detail()).doesNotContain("secret");
                        }));
    assertThat(patient.rehearse(batch.part(batch.rows().range(2, 3))))
        .isInstanceOf(Rehearsal.Taken.class);
    assertThat(stand.texts()).isEmpty();
    assertThat(stand.dataset().tables()).containsExactly(LANE);
  }

  @Test
  void asksForARehearsalAgainWithoutBeginningItAnew() {
    stand.fault("{'method':'jobs.insert','kind':'job-stuck','times':1}");
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> process.rehearse(FIRST.part(FIRST.rows())))
          .isInstanceOf(WarehouseBusyException.class);
    }
    assertThat(stand.loads()).isEqualTo(1);
    stand.heal();
    assertThat(new PatientWarehouse(process).rehearse(FIRST.part(FIRST.rows())))
        .isInstanceOf(Rehearsal.Taken.class);
  }

  @Test
  void keepsWithinTheJobsOfADayByBigQuerysOwnCount() {
    stand.set("{'loadJobsPerTableAndDay':50}");
    TestClock clock = new TestClock();
    LoadTerms terms = new LoadTerms(50, Duration.ofSeconds(1), Duration.ofSeconds(5));
    long end = clock.millis() + Duration.ofHours(11).toMillis();
    int seq = 1;
    while (clock.millis() < end) {
      // The stand-in's time is the clock's; each step may be another process.
      stand.setTime(clock.instant());
      CommitOutcome outcome = stand.process(terms, clock).commit(TestBatches.of(seq, "t"));
      seq += outcome instanceof Done ? 1 : 0;
      clock.move(outcome instanceof Pending pending ? pending.again() : Duration.ZERO);
    }
    assertThat(stand.loads()).isBetween(20L, 25L);
  }
}
