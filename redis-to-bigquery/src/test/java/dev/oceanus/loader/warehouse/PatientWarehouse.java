package dev.oceanus.loader.warehouse;

import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.testkit.process.Pause;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks a warehouse again until it has decided, for tests that want to know what it decides. */
public final class PatientWarehouse implements Warehouse {
  private final Warehouse warehouse;

  public PatientWarehouse(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public Optional<Committed> find(BatchId id) {
    return patiently(() -> warehouse.find(id));
  }

  @Override
  public CommitOutcome commit(Batch batch) {
    CommitOutcome outcome = warehouse.commit(batch);
    while (outcome instanceof CommitOutcome.Pending pending) {
      Pause.of(pending.again());
      outcome = warehouse.commit(batch);
    }
    return outcome;
  }

  @Override
  public Rehearsal rehearse(Batch.Part part) {
    return patiently(() -> warehouse.rehearse(part));
  }

  @Override
  public Optional<Committed> abandon(BatchId id) {
    return patiently(() -> warehouse.abandon(id));
  }

  @Override
  public List<Life> lives(String lane) {
    return patiently(() -> warehouse.lives(lane));
  }

  private static <T> T patiently(Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (WarehouseBusyException e) {
        Pause.of(e.again());
      }
    }
  }
}
