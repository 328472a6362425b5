package dev.oceanus.loader.duckdb;

import dev.oceanus.common.fail.FailPoint;
import dev.oceanus.common.fail.FailPoints;
import dev.oceanus.common.schema.Schema;
import dev.oceanus.common.stream.EntryId;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.duckdb.DuckDbFailure;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.loader.batch.Batch;
import dev.oceanus.loader.batch.BatchId;
import dev.oceanus.loader.batch.Seal;
import dev.oceanus.loader.warehouse.CommitOutcome;
import dev.oceanus.loader.warehouse.CommitOutcome.Abandoned;
import dev.oceanus.loader.warehouse.CommitOutcome.Done;
import dev.oceanus.loader.warehouse.CommitOutcome.Refused;
import dev.oceanus.loader.warehouse.Committed;
import dev.oceanus.loader.warehouse.Life;
import dev.oceanus.loader.warehouse.Rehearsal;
import dev.oceanus.loader.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the rows of a batch and one row of {@code _batches} in one transaction. Its primary key
 * (epoch, lane, seq) makes a second commit of the same batch impossible. Thread-safe.
 */
public final class DuckDbWarehouse implements Warehouse {
  private static final Logger logger = LoggerFactory.getLogger(DuckDbWarehouse.class);

  /** Attempt of a row of {@code _batches} that only keeps its id from being committed. */
  private static final int ABANDONED = 0;

  private final DuckDbFile file;
  private final Clock clock;
  private final FailPoints failPoints;
  private final Map<String, Fitted> tables = new ConcurrentHashMap<>();

  /** A table that was found to fit a schema. */
  private record Fitted(Schema schema, RowAppender appender) {}

  public DuckDbWarehouse(DuckDbFile file, Clock clock, FailPoints failPoints) {
    this.file = file;
    this.clock = clock;
    this.failPoints = failPoints;
  }

  @Override
  public Optional<Committed> find(BatchId id) {
    return run("finding batch " + id + " of " + id.lane(), connection -> found(connection, id))
        .filter(found -> found.attempt() != ABANDONED);
  }

  @Override
  public CommitOutcome commit(Batch batch) {
    BatchId id = batch.seal().id();
    String what = "committing batch " + id + " of " + id.lane();
    try {
      return withTable(id.lane(), what, connection -> commit(connection, batch));
    } catch (SQLException e) {
      // The rows, or someone who committed the same batch in between: its key tells.
      return run(what, connection -> found(connection, id))
          .map(DuckDbWarehouse::outcome)
          .orElseGet(() -> new Refused(DuckDbFailure.detail(e)));
    }
  }

  private CommitOutcome commit(DuckDBConnection connection, Batch batch) throws SQLException {
    Seal seal = batch.seal();
    RowAppender appender = appender(connection, seal.id().lane(), batch.schema());
    Optional<Committed> before = found(connection, seal.id());
    if (before.isPresent()) {
      return outcome(before.get());
    }
    failPoints.pass(FailPoint.LOADER_BEFORE_SUBMIT);
    insert(connection, Committed.of(seal), seal.excluded().size());
    appender.append(connection, seal.id().toString(), batch.rows());
    failPoints.pass(FailPoint.LOADER_IN_COMMIT);
    connection.commit();
    failPoints.pass(FailPoint.LOADER_SUBMITTED);
    return new Done(
        found(connection, seal.id())
            .orElseThrow(
                () -> new IllegalStateException("batch " + seal.id() + " is gone after commit")));
  }

  private static CommitOutcome outcome(Committed found) {
    return found.attempt() == ABANDONED ? new Abandoned() : new Done(found);
  }

  @Override
  public Rehearsal rehearse(Batch.Part part) {
    try {
      return withTable(
          part.lane(),
          "rehearsing rows of " + part.lane(),
          connection -> {
            appender(connection, part.lane(), part.schema())
                .append(connection, "rehearsal", part.rows());
            return new Rehearsal.Taken();
          });
    } catch (SQLException e) {
      return new Rehearsal.Refused(DuckDbFailure.detail(e));
    }
  }

  @Override
  public Optional<Committed> abandon(BatchId id) {
    String what = "abandoning batch " + id + " of " + id.lane();
    Optional<Committed> before;
    try {
      before = file.with(what, connection -> abandon(connection, id));
    } catch (SQLException e) {
      // Someone who committed or abandoned it in between: its key tells.
      before = run(what, connection -> found(connection, id));
    }
    return before.filter(found -> found.attempt() != ABANDONED);
  }

  private Optional<Committed> abandon(DuckDBConnection connection, BatchId id) throws SQLException {
    Optional<Committed> before = found(connection, id);
    if (before.isEmpty()) {
      insert(connection, new Committed(id, ABANDONED, 0, "", List.of()), 0);
      connection.commit();
    }
    return before;
  }

  @Override
  public List<Life> lives(String lane) {
    return run(
        "asking for the last batches of " + lane,
        connection -> {
          DuckDbTables.createBatches(connection);
          List<Life> lives = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  SELECT epoch, seq, upper_ids FROM _batches WHERE lane = ? AND attempt > 0
                  QUALIFY row_number() OVER (PARTITION BY epoch ORDER BY seq DESC) = 1
                  """)) {
            statement.setString(1, lane);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                BatchId last = new BatchId(rows.getString(1), lane, rows.getLong(2));
                lives.add(new Life(last, ids(rows.getString(3))));
              }
            }
          }
          return lives;
        });
  }

  /** Does it again after another look at the table, which somebody may have changed meanwhile. */
  private <T> T withTable(String lane, String what, DuckDbFile.Work<T> work) throws SQLException {
    try {
      return file.with(what, work);
    } catch (WarehouseUnavailableException e) {
      if (tables.remove(lane) == null) {
        throw e;
      }
      logger.info("looking at table {} again: {}", lane, e.getMessage());
      return file.with(what, work);
    }
  }

  /** The table is looked at once a process, and again when the schema is another one. */
  private RowAppender appender(DuckDBConnection connection, String lane, Schema schema)
      throws SQLException {
    Fitted known = tables.get(lane);
    if (known != null && known.schema().equals(schema)) {
      return known.appender();
    }
    DuckDbTables.createBatches(connection);
    Map<String, String> columns = DuckDbTables.fit(connection, lane, schema);
    connection.commit();
    RowAppender appender = new RowAppender(lane, columns.keySet(), schema);
    tables.put(lane, new Fitted(schema, appender));
    return appender;
  }

  private static Optional<Committed> found(Connection connection, BatchId id) throws SQLException {
    DuckDbTables.createBatches(connection);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT attempt, rows, sha256, upper_ids FROM _batches
            WHERE epoch = ? AND lane = ? AND seq = ?
            """)) {
      statement.setString(1, id.epoch());
      statement.setString(2, id.lane());
      statement.setLong(3, id.seq());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new Committed(
                    id, rows.getInt(1), rows.getInt(2), rows.getString(3), ids(rows.getString(4))))
            : Optional.empty();
      }
    }
  }

  private void insert(Connection connection, Committed committed, int excluded)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO _batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setString(1, committed.id().epoch());
      statement.setString(2, committed.id().lane());
      statement.setLong(3, committed.id().seq());
      statement.setInt(4, committed.attempt());
      statement.setInt(5, committed.rows());
      statement.setString(6, committed.sha256());
      statement.setString(
          7, committed.upper().stream().map(EntryId::toString).collect(Collectors.joining(" ")));
      statement.setInt(8, excluded);
      statement.setObject(9, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  private static List<EntryId> ids(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(EntryId::parse).toList();
  }

  private <T> T run(String what, DuckDbFile.Work<T> work) {
    try {
      return file.with(what, work);
    } catch (SQLException e) {
      throw new WarehouseUnavailableException(what + ": " + DuckDbFailure.detail(e), e);
    }
  }
}
