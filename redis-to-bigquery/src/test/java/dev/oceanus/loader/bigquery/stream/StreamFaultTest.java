package dev.oceanus.loader.bigquery.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oceanus.bigquery.BigQueryConnection;
import dev.oceanus.common.fail.FailPointException;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.bigquery.TestDataset;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.CommitOutcome.Done;
import dev.oceanus.loader.warehouse.CommitOutcome.Refused;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.testkit.net.LossyProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong between a loader and the Storage Write API, each on the stand-in. */
@Tag("slow")
class StreamFaultTest {
  private final StandIn standIn;
  private final TestDataset dataset;
  private final BigQueryStreamWarehouse warehouse;

  StreamFaultTest(@TempDir Path folder) {
    standIn = new StandIn(folder);
    dataset = standIn.dataset();
    warehouse = standIn.warehouse();
  }

  @BeforeEach
  void makeTheTable() {
    dataset.table(StreamBatches.LANE, StreamBatches.SCHEMA);
  }

  @AfterEach
  void close() {
    standIn.close();
  }

  private List<@Nullable Object> texts() {
    List<@Nullable Object> texts = new ArrayList<>();
    dataset.rows(StreamBatches.LANE).forEach(row -> texts.add(row.get("text")));
    return texts;
  }

  /** What becomes of a commit that is asked for until it is decided. */
  private static CommitOutcome persistently(Warehouse warehouse, Batch batch) {
    while (true) {
      try {
        return new PatientWarehouse(warehouse).commit(batch);
      } catch (WarehouseUnavailableException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }

  private static Done done(Batch batch) {
    return new Done(Committed.of(batch.seal()));
  }

  private static void commit(Warehouse warehouse, long seq, String... texts) {
    Batch batch = StreamBatches.of(seq, texts);
    assertThat(new PatientWarehouse(warehouse).commit(batch)).isEqualTo(done(batch));
  }

  @ParameterizedTest
  @CsvSource({
    "write.createStream, reset-before",
    "write.createStream, reset-after",
    "write.append, reset-before",
    "write.append, reset-after",
    "write.flush, reset-before",
    "write.flush, reset-after",
    "jobs.insert, reset-before",
    "jobs.insert, reset-after",
    "jobs.get, reset-before",
    "tables.get, reset-before"
  })
  void commitsOnceThoughNothingIsAnsweredForAWhile(String method, String kind) {
    standIn.fault("{\"method\": \"%s\", \"kind\": \"%s\", \"times\": 7}".formatted(method, kind));
    Batch first = StreamBatches.of(1, "a", "b");
    assertThat(persistently(warehouse, first)).isEqualTo(done(first));
    standIn.fault("{\"method\": \"%s\", \"kind\": \"%s\", \"times\": 7}".formatted(method, kind));
    Batch next = StreamBatches.of(2, "c");
    assertThat(persistently(warehouse, next)).isEqualTo(done(next));
    standIn.clearFaults();
    assertThat(texts()).containsExactly("a", "b", "c");
  }

  /** gRPC throws where it should answer, once the last thread of its connections has ended. */
  @Test
  void connectsAgainAfterItsConnectionAndTheThreadsBehindItAreGone() {
    try (LossyProxy line = LossyProxy.start("127.0.0.1", standIn.writeUrl().getPort())) {
      WriteClient client =
          new WriteClient(
              new BigQueryConnection(standIn.config()),
              Optional.of(URI.create("http://127.0.0.1:" + line.port())));
      BigQueryStreamWarehouse over =
          new BigQueryStreamWarehouse(StandIn.kit(standIn.config(), FailPoints.none()), client);
      try {
        commit(over, 1, "a");
        line.reset();
        client.renew();
        await("gRPC's threads have ended").until(() -> threads("ELG") == 0);
        line.pass();

        commit(over, 2, "b");

        assertThat(texts()).containsExactly("a", "b");
      } finally {
        over.close();
        client.close();
      }
    }
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(name))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset-before", "reset-after"})
  void takesTheLaneOverThoughTheEndOfTheOldStreamIsNotConfirmed(String kind) {
    commit(warehouse, 1, "a");
    standIn.fault(
        "{\"method\": \"write.finalize\", \"kind\": \"%s\", \"times\": 5}".formatted(kind));
    Batch batch = StreamBatches.of(2, "b");
    assertThat(persistently(standIn.warehouse(), batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "write.append, ABORTED",
    "write.append, INTERNAL",
    "write.append, UNAVAILABLE",
    "write.append, DEADLINE_EXCEEDED",
    "write.append, RESOURCE_EXHAUSTED",
    "write.append, CANCELLED",
    "write.append, UNKNOWN",
    "write.appendResponse, ABORTED",
    "write.appendResponse, INTERNAL",
    "write.appendResponse, RESOURCE_EXHAUSTED",
    "write.flush, ABORTED",
    "write.flush, INTERNAL",
    "write.flush, DEADLINE_EXCEEDED",
    "write.flush, RESOURCE_EXHAUSTED",
    "write.createStream, RESOURCE_EXHAUSTED",
    "write.createStream, INTERNAL"
  })
  void triesAgainAfterAnErrorThatPasses(String method, String code) {
    standIn.fault(
        "{\"method\": \"%s\", \"kind\": \"status\", \"reason\": \"%s\", \"times\": 3}"
            .formatted(method, code));
    Batch batch = StreamBatches.of(1, "a", "b");
    assertThat(persistently(warehouse, batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void saysHowLongToWaitWhenAQuotaIsUsedUp() {
    standIn.fault(
        "{\"method\": \"write.createStream\", \"kind\": \"status\", \"status\": 429, \"times\": 1}");
    assertThatThrownBy(() -> warehouse.commit(StreamBatches.of(1, "a")))
        .isInstanceOfSatisfying(
            WarehouseUnavailableException.class, e -> assertThat(e.retryAfter()).isPresent())
        .hasMessageContaining("quota")
        .hasMessageContaining(StreamBatches.LANE);
    commit(warehouse, 1, "a");
  }

  @Test
  void goesOnByANewStreamWhenTheOldOneHasExpired() {
    commit(warehouse, 1, "a");
    standIn.fake().clock().setOffset(Duration.ofDays(8));
    commit(warehouse, 2, "b");
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void commitsOnceThoughTheStreamExpiresBetweenTheRowsAndTheirFlush() {
    standIn.fault("{\"method\": \"write.flush\", \"kind\": \"reset-before\", \"times\": 1}");
    assertThatThrownBy(() -> warehouse.commit(StreamBatches.of(1, "a")))
        .isInstanceOf(WarehouseUnavailableException.class);
    standIn.fake().clock().setOffset(Duration.ofDays(8));
    commit(warehouse, 1, "a");
    commit(warehouse, 2, "b");
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void commitsOnceThoughTheStreamExpiresAfterAFlushThatWasNotAnswered() {
    standIn.fault("{\"method\": \"write.flush\", \"kind\": \"reset-after\", \"times\": 1}");
    assertThatThrownBy(() -> warehouse.commit(StreamBatches.of(1, "a")))
        .isInstanceOf(WarehouseUnavailableException.class);
    standIn.fake().clock().setOffset(Duration.ofDays(8));
    commit(warehouse, 1, "a");
    assertThat(texts()).containsExactly("a");
  }

  @Test
  void goesOnAfterAnIdleConnectionWasClosedWithoutTellingAnybody() {
    for (int seq = 1; seq <= 5; seq++) {
      commit(warehouse, seq, "t" + seq);
      standIn.set("{\"writeConnectionIdleMs\": 1}");
      // The stand-in closes it before or while the next batch is on its way.
    }
    assertThat(texts()).containsExactly("t1", "t2", "t3", "t4", "t5");
  }

  @Test
  void takesAFlushOfWhatIsFlushedForDone() {
    standIn.set("{\"writeReflush\": \"already-exists\"}");
    standIn.fault("{\"method\": \"write.flush\", \"kind\": \"reset-after\", \"times\": 2}");
    Batch batch = StreamBatches.of(1, "a", "b");
    assertThat(persistently(warehouse, batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"permission-denied", "not-found"})
  void saysThatTheTableIsMissingAndGoesOnWhenItIsThere(String answer) {
    commit(warehouse, 1, "a");
    standIn.set("{\"writeMissingTable\": \"%s\"}".formatted(answer));
    dataset.drop(StreamBatches.LANE);
    Batch batch = StreamBatches.of(2, "b");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try {
        assertThat(warehouse.commit(batch)).isInstanceOf(CommitOutcome.Pending.class);
      } catch (WarehouseUnavailableException e) {
        lines.add(String.valueOf(e.getMessage()));
      }
    }
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line).contains(StreamBatches.LANE).contains("run table-creator apply"));
    assertThat(lines.getLast()).contains("there is no table test.web." + StreamBatches.LANE);

    makeTheTable();
    assertThat(persistently(warehouse, batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("b");
  }

  @Test
  void namesBothWhatMayBeMissingWhenItIsDenied() {
    commit(warehouse, 1, "a");
    standIn.set("{\"denied\": {\"write.append\": \"Permission 'TABLES_UPDATE_DATA' denied\"}}");
    Batch batch = StreamBatches.of(2, "b");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> warehouse.commit(batch))
          .isInstanceOf(WarehouseUnavailableException.class)
          .hasMessageContaining("there is no such table")
          .hasMessageContaining("roles/bigquery.dataEditor");
    }
    standIn.set("{\"denied\": null}");
    assertThat(persistently(warehouse, batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void waitsUntilItsCredentialsAreGood() {
    commit(warehouse, 1, "a");
    standIn.set("{\"bearerToken\": \"secret\"}");
    Batch batch = StreamBatches.of(2, "b");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> warehouse.commit(batch))
          .isInstanceOf(WarehouseUnavailableException.class)
          .hasMessageContaining("credentials")
          .hasMessageNotContaining("secret");
    }
    standIn.set("{\"bearerToken\": null}");
    assertThat(persistently(warehouse, batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void waitsForAColumnThatTheServiceDoesNotKnowYet() {
    commit(warehouse, 1, "a");
    standIn.set("{\"schemaLagMs\": 600000}");
    dataset.table(StreamBatches.LANE, StreamBatches.WIDER);
    Batch batch = StreamBatches.wider(2, "b");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> warehouse.commit(batch))
          .isInstanceOfSatisfying(
              WarehouseUnavailableException.class, e -> assertThat(e.retryAfter()).isPresent())
          .hasMessageContaining("new columns")
          .hasMessageContaining(StreamBatches.LANE);
    }
    standIn.fake().clock().setOffset(Duration.ofMinutes(11));
    assertThat(persistently(warehouse, batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("a", "b");
    assertThat(dataset.rows(StreamBatches.LANE).getLast()).containsEntry("more", "more");
  }

  @Test
  void takesAColumnThatIsAddedWhileTwoLoadersRun() {
    BigQueryStreamWarehouse another = standIn.warehouse();
    commit(warehouse, 1, "a");
    commit(another, 2, "b");
    dataset.table(StreamBatches.LANE, StreamBatches.WIDER);
    Batch third = StreamBatches.wider(3, "c");
    assertThat(persistently(another, third)).isEqualTo(done(third));
    commit(warehouse, 4, "d");
    Batch fifth = StreamBatches.wider(5, "e");
    assertThat(persistently(warehouse, fifth)).isEqualTo(done(fifth));
    assertThat(texts()).containsExactly("a", "b", "c", "d", "e");
    assertThat(dataset.rows(StreamBatches.LANE))
        .extracting(row -> row.get("more"))
        .containsExactly(null, null, "more", null, "more");
  }

  @Test
  void findsARowAtFaultAmongTenThousand() {
    dataset.table(StreamBatches.LANE, StreamBatches.SCHEMA, Set.of("whole"));
    dataset.table(StreamBatches.LANE, StreamBatches.SCHEMA, Set.of("text"));
    String[] texts = new String[10_000];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = i == 7_777 ? "" : "t" + i;
    }
    Batch batch = StreamBatches.of(1, texts);
    for (int i = 0; i < 3; i++) {
      assertThat(warehouse.commit(batch)).isInstanceOf(Refused.class);
    }
    Rehearsal rehearsal = warehouse.rehearse(batch.part(batch.rows()));
    assertThat(((Rehearsal.RefusedRows) rehearsal).rows())
        .extracting(RefusedRow::index)
        .containsExactly(7_777);
    assertThat(texts()).isEmpty();
  }

  @Test
  void namesRowsThatTheServiceRefusesByTheirPositionsInTheBatch() {
    String[] texts = new String[5_000];
    Arrays.fill(texts, "t");
    texts[4_500] = "";
    texts[17] = "";
    dataset.table(StreamBatches.LANE, StreamBatches.SCHEMA, Set.of("text"));
    Batch batch = StreamBatches.of(1, texts);
    Rehearsal rehearsal =
        new StreamRehearsal(
                new GrpcWriteStreams(standIn.client()),
                StreamBatches.LANE,
                batch.part(batch.rows()))
            .run();
    assertThat(((Rehearsal.RefusedRows) rehearsal).rows())
        .extracting(RefusedRow::index)
        .containsExactly(17, 4_500);
  }

  @Test
  void commitsALaterAttemptByAStreamOfItsOwn() {
    dataset.table(StreamBatches.LANE, StreamBatches.SCHEMA, Set.of("text"));
    String[] texts = new String[3_000];
    Arrays.fill(texts, "t");
    texts[2_999] = "";
    Batch first = StreamBatches.of(1, texts);
    assertThat(warehouse.commit(first)).isInstanceOf(Refused.class);
    Batch second = StreamBatches.second(first);
    assertThat(persistently(warehouse, second)).isEqualTo(done(second));
    commit(warehouse, 2, "z");
    assertThat(texts()).hasSize(3_000).last().isEqualTo("z");
  }

  @Test
  void carriesValuesOfAMegabyte() {
    String large = "é".repeat(524_288);
    Batch batch = StreamBatches.many(1, 12, large);
    assertThat(persistently(warehouse, batch)).isEqualTo(done(batch));
    assertThat(texts()).hasSize(12).containsOnly(large);
  }

  @Test
  void namesARowThatIsLargerThanARequest() {
    Batch batch = StreamBatches.of(1, "a", "x".repeat(Chunks.LONGEST_ROW), "b");
    assertThat(warehouse.commit(batch)).isInstanceOf(Refused.class);
    assertThat(warehouse.rehearse(batch.part(batch.rows())))
        .isInstanceOfSatisfying(
            Rehearsal.RefusedRows.class,
            refused -> assertThat(refused.rows()).extracting(RefusedRow::index).containsExactly(1));
    assertThat(texts()).isEmpty();
  }

  @Test
  void refusesNoRowWhenItIsTheFormatThatIsNotTaken() {
    Batch batch = StreamBatches.of(1, "a");
    standIn.fault("{\"method\": \"write.appendResponse\", \"kind\": \"status\", \"status\": 400}");
    assertThat(warehouse.commit(batch)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> warehouse.rehearse(batch.part(batch.rows())))
        .isInstanceOf(WarehouseUnavailableException.class);
    standIn.clearFaults();
    commit(warehouse, 1, "a");
    assertThat(texts()).containsExactly("a");
  }

  @Test
  void commitsOnceWhenTheProcessDiesBetweenTheRowsAndTheirFlush() {
    commit(warehouse, 1, "a");
    BigQueryStreamWarehouse dying =
        standIn.warehouse(FailPoints.parse(List.of("loader-in-commit=throw@1")));
    assertThatThrownBy(() -> persistently(dying, StreamBatches.of(2, "b", "c")))
        .isInstanceOf(FailPointException.class);
    commit(standIn.warehouse(), 2, "b", "c");
    assertThat(texts()).containsExactly("a", "b", "c");
  }

  @Test
  void commitsOnceWhenTheProcessDiesInTheMiddleOfAFlush() {
    standIn.fault("{\"method\": \"write.flush\", \"kind\": \"reset-after\", \"times\": 1}");
    assertThatThrownBy(() -> warehouse.commit(StreamBatches.of(1, "a", "b")))
        .isInstanceOf(WarehouseUnavailableException.class);
    commit(standIn.warehouse(), 1, "a", "b");
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void refusesTheFlushOfALoaderThatWasPassedByWhileItStoodStill() {
    standIn.fault("{\"method\": \"write.flush\", \"kind\": \"reset-before\", \"times\": 1}");
    Batch batch = StreamBatches.of(1, "a", "b");
    assertThatThrownBy(() -> warehouse.commit(batch))
        .isInstanceOf(WarehouseUnavailableException.class);
    BigQueryStreamWarehouse another = standIn.warehouse();
    commit(another, 1, "a", "b");
    commit(another, 2, "c");
    assertThat(new PatientWarehouse(warehouse).commit(batch)).isEqualTo(done(batch));
    assertThat(texts()).containsExactly("a", "b", "c");
  }

  @Test
  void keepsItsStreamFromBatchToBatch() {
    for (int seq = 1; seq <= 6; seq++) {
      commit(warehouse, seq, "t" + seq);
    }
    assertThat(standIn.fake().faults()).isNotNull();
    assertThat(standIn.jobs("oc_e1_" + StreamBatches.LANE + "_stream_1")).isTrue();
    assertThat(standIn.jobs("oc_e1_" + StreamBatches.LANE + "_stream_2")).isFalse();
    assertThat(standIn.jobs("oc_e1_" + StreamBatches.LANE + "_2_1")).isFalse();
  }
}
