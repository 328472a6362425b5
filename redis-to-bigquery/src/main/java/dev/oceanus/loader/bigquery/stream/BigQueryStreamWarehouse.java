package dev.oceanus.loader.bigquery.stream;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Rows;
import dev.oceanus.loader.bigquery.BigQueryKit;
import dev.oceanus.loader.bigquery.Lives;
import dev.oceanus.loader.bigquery.OtherMode;
import dev.oceanus.loader.bigquery.table.RowCheck;
import dev.oceanus.loader.bigquery.table.TableShape;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Rehearsal.RefusedRow;
import dev.oceanus.loader.warehouse.Warehouse;
import dev.oceanus.loader.warehouse.WarehouseBusyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commits batches by streams of the Storage Write API: each lane has one, for as long as this
 * process lives and nobody else takes the lane, and a flush makes a whole batch visible at once.
 * How it is exactly once stands with {@link LaneStream}. Thread-safe.
 */
public final class BigQueryStreamWarehouse implements Warehouse {
  private static final Duration JITTER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final BigQueryKit kit;
  private final StreamKit streams;
  private final LaneStreams lanes;
  private final Lives lives;

  public BigQueryStreamWarehouse(BigQueryKit kit, WriteClient client) {
    this.kit = kit;
    this.streams = kit(kit, client);
    this.lanes = new LaneStreams(streams);
    this.lives = new Lives(kit);
  }

  /** For a process that loads: what another one may have begun by streams is settled first. */
  public static OtherMode settling(BigQueryKit kit, WriteClient client) {
    StreamKit streams = kit(kit, client);
    return new StreamFence(streams.registry(), streams.streams(), streams.held());
  }

  private static StreamKit kit(BigQueryKit kit, WriteClient client) {
    HeldBatches held = id -> held(kit, id);
    return new StreamKit(
        new GrpcWriteStreams(client),
        new StreamRegistry(kit.jobs(), kit.surroundings().random()),
        new Claims(kit.jobs(), held),
        held,
        kit::destination,
        kit.surroundings().failPoints(),
        kit.surroundings().random(),
        Chunks.Limits.USUAL,
        JITTER,
        PATIENCE);
  }

  /** Another attempt at the same batch may have gone to another day's table. */
  private static Optional<Committed> held(BigQueryKit kit, BatchId id) {
    for (String table : tables(kit, id.lane())) {
      Optional<Committed> found = kit.sealed().findNow(table, id);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Those of a lane to which batches may still be under way. */
  private static List<String> tables(BigQueryKit kit, String lane) {
    boolean isMissing = !kit.destinations().isDaily(lane) && kit.tables().find(lane).isEmpty();
    return isMissing ? List.of() : kit.latestTables(lane);
  }

  @Override
  public Optional<Committed> find(BatchId id) {
    Optional<Committed> held = streams.held().find(id);
    return held.isPresent() ? held : streams.claims().decided(id).flatMap(this::committed);
  }

  private Optional<Committed> committed(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Held there -> Optional.of(there.found());
      case Ruling.Busy busy -> throw busy(busy.job());
      case Ruling.Abandoned unused -> Optional.empty();
      case Ruling.Free unused -> Optional.empty();
      case Ruling.Overtaken unused -> Optional.empty();
    };
  }

  @Override
  public CommitOutcome commit(Batch batch) {
    kit.tables().fitting(kit.destination(batch), batch.schema());
    List<RefusedRow> tooLong = tooLong(batch.rows());
    if (!tooLong.isEmpty()) {
      return new CommitOutcome.Refused(tooLong.getFirst().detail());
    }
    try {
      return lanes.of(batch.seal().id()).commit(batch);
    } catch (WarehouseUnavailableException e) {
      // The service says no more of a missing table than of a missing permission.
      kit.tables().forget(kit.destination(batch));
      throw e;
    }
  }

  @Override
  public Rehearsal rehearse(Batch.Part part) {
    String table = kit.destinations().of(part);
    kit.tables().forget(table);
    TableShape shape = kit.tables().fitting(table, part.schema());
    List<RefusedRow> refused = tooLong(part.rows());
    if (refused.isEmpty()) {
      refused = new RowCheck(shape, part.schema()).refused(part.rows());
    }
    return refused.isEmpty()
        ? new StreamRehearsal(streams.streams(), table, part).run()
        : new Rehearsal.RefusedRows(refused);
  }

  private static List<RefusedRow> tooLong(Rows rows) {
    List<RefusedRow> tooLong = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int size = rows.raw().get(i).json().length;
      if (size > Chunks.LONGEST_ROW) {
        tooLong.add(
            new RefusedRow(
                i,
                "",
                "a row of %d bytes, the Storage Write API takes %d"
                    .formatted(size, Chunks.LONGEST_ROW)));
      }
    }
    return tooLong;
  }

  @Override
  public Optional<Committed> abandon(BatchId id) {
    return lanes.of(id).abandon(id);
  }

  @Override
  public List<Life> lives(String lane) {
    return lives.of(lane, this::find);
  }

  /** Closes the connections; streams stay, and nothing is lost. */
  public void close() {
    lanes.close();
  }

  private static WarehouseBusyException busy(String job) {
    return new WarehouseBusyException("job " + job + " is under way", JITTER);
  }
}
