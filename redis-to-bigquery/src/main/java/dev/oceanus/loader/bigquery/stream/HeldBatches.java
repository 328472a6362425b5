package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.warehouse.Committed;
import java.util.Optional;

/** What the tables hold: all batches with rows that are visible, however they came. */
interface HeldBatches {
  /** What the lane's table says of a batch; empty if it has no row of it. */
  Optional<Committed> find(BatchId id);
}
