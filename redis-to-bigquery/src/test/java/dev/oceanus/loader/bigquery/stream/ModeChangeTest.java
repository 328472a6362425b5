package dev.oceanus.loader.bigquery.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.bigquery.BigQueryKit;
import dev.oceanus.loader.bigquery.BigQueryLoadWarehouse;
import dev.oceanus.loader.bigquery.LoadTerms;
import dev.oceanus.loader.bigquery.TestDataset;
import dev.oceanus.loader.warehouse.CommitOutcome.Abandoned;
import dev.oceanus.loader.warehouse.CommitOutcome.Done;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.PatientWarehouse;
import dev.oceanus.loader.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loader that is started again in the other mode while a batch is in doubt, on the stand-in. */
@Tag("slow")
class ModeChangeTest {
  private static final LoadTerms TERMS =
      new LoadTerms(86_400_000, Duration.ofMillis(5), Duration.ofMillis(20));

  private final StandIn standIn;
  private final TestDataset dataset;

  ModeChangeTest(@TempDir Path folder) {
    standIn = new StandIn(folder);
    dataset = standIn.dataset();
  }

  @BeforeEach
  void makeTheTable() {
    dataset.table(StreamBatches.LANE, StreamBatches.SCHEMA);
  }

  @AfterEach
  void close() {
    standIn.close();
  }

  private Warehouse streaming() {
    return new PatientWarehouse(standIn.warehouse());
  }

  private Warehouse loading() {
    BigQueryKit kit = StandIn.kit(standIn.config(), FailPoints.none());
    return new PatientWarehouse(
        new BigQueryLoadWarehouse(
            kit, TERMS, BigQueryStreamWarehouse.settling(kit, standIn.client())));
  }

  private List<@Nullable Object> texts() {
    return dataset.rows(StreamBatches.LANE).stream()
        .<@Nullable Object>map(row -> row.get("text"))
        .toList();
  }

  private static void commit(Warehouse warehouse, Batch batch) {
    assertThat(warehouse.commit(batch)).isEqualTo(new Done(Committed.of(batch.seal())));
  }

  @Test
  void loadsWhatAStreamHoldsAndHasNotShown() {
    Warehouse before = streaming();
    commit(before, StreamBatches.of(1, "a"));
    Batch doubtful = StreamBatches.of(2, "b");
    standIn.fault("{\"method\": \"write.flush\", \"kind\": \"reset-before\", \"times\": 1}");
    assertThatThrownBy(() -> before.commit(doubtful))
        .isInstanceOf(WarehouseUnavailableException.class);

    commit(loading(), doubtful);
    commit(before, doubtful);
    assertThat(texts()).containsExactly("a", "b");
  }

  @Test
  void findsWhatAStreamHasShownWithoutTelling() {
    Warehouse before = streaming();
    commit(before, StreamBatches.of(1, "a"));
    Batch doubtful = StreamBatches.of(2, "b");
    standIn.fault("{\"method\": \"write.flush\", \"kind\": \"reset-after\", \"times\": 1}");
    assertThatThrownBy(() -> before.commit(doubtful))
        .isInstanceOf(WarehouseUnavailableException.class);

    Warehouse after = loading();
    assertThat(after.find(StreamBatches.id(2))).contains(Committed.of(doubtful.seal()));
    commit(after, doubtful);
    commit(after, StreamBatches.of(3, "c"));
    assertThat(texts()).containsExactly("a", "b", "c");
  }

  @Test
  void claimsNothingThatALoadJobHasCommittedOrIsCommitting() {
    Batch first = StreamBatches.of(1, "a");
    commit(loading(), first);
    Warehouse after = streaming();
    commit(after, first);
    standIn.set("{\"jobRunningMs\": 300}");
    Batch second = StreamBatches.of(2, "b");
    BigQueryKit kit = StandIn.kit(standIn.config(), FailPoints.none());
    new BigQueryLoadWarehouse(kit, TERMS, id -> Optional.empty()).commit(second);
    commit(after, second);
    commit(after, StreamBatches.of(3, "c"));
    assertThat(texts()).containsExactly("a", "b", "c");
  }

  @Test
  void goesBackAndForth() {
    for (int seq = 1; seq <= 6; seq++) {
      commit(seq % 2 == 0 ? loading() : streaming(), StreamBatches.of(seq, "t" + seq));
    }
    assertThat(texts()).containsExactly("t1", "t2", "t3", "t4", "t5", "t6");
  }

  @Test
  void keepsWhatTheOtherModeHasGivenUpFromBeingCommitted() {
    Warehouse streaming = streaming();
    Warehouse loading = loading();
    commit(streaming, StreamBatches.of(1, "a"));
    assertThat(loading.abandon(StreamBatches.id(2))).isEmpty();
    assertThat(streaming.commit(StreamBatches.of(2, "b"))).isEqualTo(new Abandoned());
    assertThat(streaming.abandon(StreamBatches.id(3))).isEmpty();
    assertThat(loading.commit(StreamBatches.of(3, "c"))).isEqualTo(new Abandoned());
    assertThat(texts()).containsExactly("a");
  }
}
