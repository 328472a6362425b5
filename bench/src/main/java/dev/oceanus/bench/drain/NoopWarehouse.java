package dev.oceanus.bench.drain;

import dev.oceanus.common.stream.EntryId;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Warehouse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the promises of a warehouse for the time of a process, but no rows: what is left is the
 * loader's own work. Thread-safe.
 */
final class NoopWarehouse implements Warehouse {
  private final Map<BatchId, Committed> committed = new HashMap<>();
  private final Set<BatchId> abandoned = new HashSet<>();
  private final Map<String, Map<String, Life>> lives = new HashMap<>();

  @Override
  public synchronized Optional<Committed> find(BatchId id) {
    return Optional.ofNullable(committed.get(id));
  }

  @Override
  public synchronized CommitOutcome commit(Batch batch) {
    BatchId id = batch.seal().id();
    Committed before = committed.get(id);
    if (before != null) {
      return new CommitOutcome.Done(before);
    }
    if (abandoned.contains(id)) {
      return new CommitOutcome.Abandoned();
    }
    Committed now = Committed.of(batch.seal());
    committed.put(id, now);
    List<EntryId> upper = batch.seal().upper();
    lives
        .computeIfAbsent(id.lane(), lane -> new HashMap<>())
        .merge(
            id.epoch(),
            new Life(id, upper),
            (old, next) -> old.last().seq() > next.last().seq() ? old : next);
    return new CommitOutcome.Done(now);
  }

  @Override
  public Rehearsal rehearse(Batch.Part part) {
    return new Rehearsal.Taken();
  }

  @Override
  public synchronized Optional<Committed> abandon(BatchId id) {
    Committed before = committed.get(id);
    if (before == null) {
      abandoned.add(id);
    }
    return Optional.ofNullable(before);
  }

  @Override
  public synchronized List<Life> lives(String lane) {
    return List.copyOf(lives.getOrDefault(lane, Map.of()).values());
  }
}
