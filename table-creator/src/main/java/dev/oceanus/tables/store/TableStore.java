package dev.oceanus.tables.store;

import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Step;

/**
 * The tables and views of a warehouse. Each method throws {@link
 * dev.oceanus.common.warehouse.WarehouseUnavailableException} with one line for the operator where
 * the warehouse cannot be asked now, or does not let us. Thread-safe.
 */
public interface TableStore {
  /** What there is of what is wanted. */
  Found find(Wanted wanted);

  /** Does all changes of a step, or none. */
  StepOutcome apply(Step step);

  /** What it would cost to read a view whose table is there; the view needs not be. */
  Estimate estimate(View view);
}
