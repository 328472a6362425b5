package dev.oceanus.loader.memory;

import dev.oceanus.common.schema.Field;
import dev.oceanus.common.schema.FieldType;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Row;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A warehouse in memory that a test can make refuse rows, fail before or after a commit, take its
 * time, or hold something else than was sent. It passes {@code WarehouseContract}. Thread-safe.
 */
public final class MemoryWarehouse implements Warehouse {
  private static final Duration A_WHILE = Duration.ofMillis(10);

  private final Map<BatchId, Committed> batches = new LinkedHashMap<>();
  private final Map<BatchId, Boolean> abandoned = new HashMap<>();
  private final Map<String, List<Stored>> tables = new HashMap<>();
  private final Map<String, Map<String, FieldType>> columns = new HashMap<>();
  private Predicate<Row> refused = row -> false;
  private Fault nextCommit = Fault.NONE;
  private Runnable duringCommit = () -> {};
  private final Map<BatchId, Job> jobs = new HashMap<>();
  private int slowness;
  private int commits;

  /** A commit that goes on by itself, until it has been asked after so often. */
  private record Job(Batch batch, int left) {}

  /** What goes wrong with a commit. */
  public enum Fault {
    NONE,
    /** It cannot be asked; nothing is committed. */
    UNAVAILABLE,
    /** It is committed, and the answer is lost. */
    ANSWER_LOST
  }

  /** A row of a table. */
  public record Stored(BatchId batch, Row row) {}

  /** Refuses batches with such rows from now on. */
  public synchronized void refuse(Predicate<Row> rows) {
    refused = rows;
  }

  /** Lets the next commit go wrong. */
  public synchronized void failNextCommit(Fault fault) {
    nextCommit = fault;
  }

  /**
   * The next commit becomes a job, which is done when the warehouse has been asked so often for
   * anything.
   */
  public synchronized void slowNextCommit(int questions) {
    slowness = questions;
  }

  /** Takes as long as this does between the beginning of a commit and its effect. */
  public synchronized void duringCommit(Runnable meanwhile) {
    duringCommit = meanwhile;
  }

  /** Holds this from now on, whatever anybody commits under its id. */
  public synchronized void hold(Committed other) {
    batches.put(other.id(), other);
  }

  /** How often a commit was asked for. */
  public synchronized int commits() {
    return commits;
  }

  @Override
  public synchronized Optional<Committed> find(BatchId id) {
    goOn();
    if (jobs.containsKey(id)) {
      throw new WarehouseBusyException("finding " + id + ": a job runs", A_WHILE);
    }
    return Optional.ofNullable(batches.get(id));
  }

  @Override
  public CommitOutcome commit(Batch batch) {
    Runnable meanwhile = beginning();
    meanwhile.run();
    return commitNow(batch);
  }

  private synchronized Runnable beginning() {
    commits++;
    Runnable meanwhile = duringCommit;
    duringCommit = () -> {};
    return meanwhile;
  }

  private synchronized CommitOutcome commitNow(Batch batch) {
    Fault fault = nextCommit;
    nextCommit = Fault.NONE;
    Seal seal = batch.seal();
    if (fault == Fault.UNAVAILABLE) {
      throw new WarehouseUnavailableException("committing " + seal.id() + ": away", null);
    }
    goOn();
    fit(seal.id().lane(), batch.schema().fields());
    if (abandoned.containsKey(seal.id())) {
      return new CommitOutcome.Abandoned();
    }
    Committed found = batches.get(seal.id());
    if (found == null) {
      if (slowness > 0 && !jobs.containsKey(seal.id())) {
        jobs.put(seal.id(), new Job(batch, slowness));
        slowness = 0;
      }
      if (jobs.containsKey(seal.id())) {
        return new CommitOutcome.Pending(A_WHILE);
      }
      if (anyRefused(batch.rows())) {
        return new CommitOutcome.Refused("a row is refused");
      }
      found = take(batch);
    }
    if (fault == Fault.ANSWER_LOST) {
      throw new WarehouseUnavailableException("committing " + seal.id() + ": no answer", null);
    }
    return new CommitOutcome.Done(found);
  }

  private Committed take(Batch batch) {
    Committed committed = Committed.of(batch.seal());
    BatchId id = committed.id();
    batches.put(id, committed);
    batch.rows().forEach(row -> table(id.lane()).add(new Stored(id, row)));
    return committed;
  }

  /** Jobs go on, whoever asks. */
  private void goOn() {
    for (Job job : List.copyOf(jobs.values())) {
      BatchId id = job.batch().seal().id();
      if (job.left() > 1) {
        jobs.put(id, new Job(job.batch(), job.left() - 1));
        continue;
      }
      jobs.remove(id);
      if (!anyRefused(job.batch().rows())) {
        Committed unused = take(job.batch());
      }
    }
  }

  @Override
  public synchronized Rehearsal rehearse(Batch.Part part) {
    fit(part.lane(), part.schema().fields());
    return anyRefused(part.rows())
        ? new Rehearsal.Refused("a row is refused")
        : new Rehearsal.Taken();
  }

  private boolean anyRefused(Rows rows) {
    return StreamSupport.stream(rows.spliterator(), false).anyMatch(refused);
  }

  @Override
  public synchronized Optional<Committed> abandon(BatchId id) {
    Optional<Committed> before = find(id);
    if (before.isEmpty()) {
      abandoned.put(id, true);
    }
    return before;
  }

  @Override
  public synchronized List<Life> lives(String lane) {
    Map<String, Life> lives = new LinkedHashMap<>();
    for (Committed committed : batches.values()) {
      if (committed.id().lane().equals(lane)) {
        lives.merge(
            committed.id().epoch(),
            new Life(committed.id(), committed.upper()),
            (one, other) -> one.last().seq() > other.last().seq() ? one : other);
      }
    }
    return List.copyOf(lives.values());
  }

  /** The rows of a table in the order of their commits. */
  public synchronized List<Stored> rows(String lane) {
    return List.copyOf(table(lane));
  }

  /** What is committed. */
  public synchronized Collection<Committed> batches() {
    return List.copyOf(batches.values());
  }

  private List<Stored> table(String lane) {
    return tables.computeIfAbsent(lane, unused -> new ArrayList<>());
  }

  private void fit(String table, List<Field> fields) {
    Map<String, FieldType> known = columns.computeIfAbsent(table, unused -> new HashMap<>());
    for (Field field : fields) {
      FieldType type = known.putIfAbsent(field.name(), field.type());
      if (type != null && type != field.type()) {
        throw new WarehouseUnavailableException(
            "the column %s of the table %s is %s, wanted is %s"
                .formatted(field.name(), table, type, field.type()),
            null);
      }
    }
  }
}
