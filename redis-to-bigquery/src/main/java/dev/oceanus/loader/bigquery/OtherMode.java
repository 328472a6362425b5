package dev.oceanus.loader.bigquery;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.warehouse.Committed;
import java.util.Optional;

/**
 * The way of committing that this process does not use, and one before it may have used. Each way
 * asks the other before it commits a batch, so that a change between two starts repeats nothing.
 */
public interface OtherMode {
  /**
   * Makes sure that the other way can commit this batch no more.
   *
   * @return what it has committed under this id, or empty if nothing, and now it can not
   * @throws WarehouseUnavailableException if that cannot be said now
   */
  Optional<Committed> settle(BatchId id);
}
