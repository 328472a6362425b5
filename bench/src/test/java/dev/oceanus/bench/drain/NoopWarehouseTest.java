package dev.oceanus.bench.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oceanus.common.event.EventCodec;
import dev.oceanus.common.schema.Schemas;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoopWarehouseTest {
  private static final BatchId FIRST = new BatchId("e1", "events_shop", 1);

  private final NoopWarehouse warehouse = new NoopWarehouse();

  @Test
  void saysTheSameOfABatchThatIsCommittedAgain() {
    Batch batch = batch(FIRST, 5);
    Committed committed = Committed.of(batch.seal());

    assertThat(warehouse.find(FIRST)).isEmpty();
    assertThat(warehouse.commit(batch)).isEqualTo(new CommitOutcome.Done(committed));
    assertThat(warehouse.commit(batch(FIRST, 9))).isEqualTo(new CommitOutcome.Done(committed));
    assertThat(warehouse.find(FIRST)).contains(committed);
    assertThat(warehouse.abandon(FIRST)).contains(committed);
  }

  @Test
  void neverCommitsABatchThatWasAbandoned() {
    assertThat(warehouse.abandon(FIRST)).isEmpty();

    assertThat(warehouse.commit(batch(FIRST, 5))).isEqualTo(new CommitOutcome.Abandoned());
    assertThat(warehouse.find(FIRST)).isEmpty();
  }

  @Test
  void knowsTheLastBatchOfEachEpoch() {
    warehouse.commit(batch(FIRST, 5));
    warehouse.commit(batch(FIRST.next(), 9));
    warehouse.commit(batch(new BatchId("e2", "events_shop", 1), 3));

    assertThat(warehouse.lives("events_shop"))
        .containsExactlyInAnyOrder(
            new Life(FIRST.next(), List.of(new EntryId(9, 0))),
            new Life(new BatchId("e2", "events_shop", 1), List.of(new EntryId(3, 0))));
    assertThat(warehouse.lives("another")).isEmpty();
  }

  private static Batch batch(BatchId id, long upper) {
    Seal seal = new Seal(id, 1, List.of(new EntryId(upper, 0)), 0, "sha", List.of(), Instant.EPOCH);
    return new Batch(seal, Schemas.WEB, Rows.of(new EventCodec(Schemas.WEB), List.of()));
  }
}
