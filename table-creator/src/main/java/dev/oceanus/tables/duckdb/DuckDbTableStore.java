package dev.oceanus.tables.duckdb;

import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.duckdb.DuckDbFailure;
import dev.oceanus.duckdb.DuckDbFile;
import dev.oceanus.tables.model.Found;
import dev.oceanus.tables.model.View;
import dev.oceanus.tables.model.Wanted;
import dev.oceanus.tables.plan.Change;
import dev.oceanus.tables.plan.Step;
import dev.oceanus.tables.store.Estimate;
import dev.oceanus.tables.store.StepOutcome;
import dev.oceanus.tables.store.TableStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The tables of a DuckDB file. It has no partitions, clustering or labels to keep, and asks nothing
 * for reading. Thread-safe.
 */
public final class DuckDbTableStore implements TableStore {
  private final DuckDbFile file;

  public DuckDbTableStore(DuckDbFile file) {
    this.file = file;
  }

  @Override
  public Found find(Wanted wanted) {
    return run("asking for the tables", connection -> new FoundItems(connection).of(wanted));
  }

  @Override
  public StepOutcome apply(Step step) {
    return run(
        "changing " + step.target(),
        connection -> {
          try {
            for (Change change : step.changes()) {
              for (String sql : Statements.of(change)) {
                execute(connection, sql);
              }
            }
            connection.commit();
            return new StepOutcome.Done();
          } catch (SQLException e) {
            return new StepOutcome.Refused(refusal(e));
          }
        });
  }

  @Override
  public Estimate estimate(View view) {
    return run(
        "trying the view " + view.name(),
        connection -> {
          try {
            connection.prepareStatement(view.sql()).close();
            return new Estimate.Free();
          } catch (SQLException e) {
            return new Estimate.Refused(refusal(e));
          }
        });
  }

  private <T> T run(String what, DuckDbFile.Work<T> work) {
    try {
      return file.with(what, work);
    } catch (SQLException e) {
      throw new WarehouseUnavailableException(what + ": " + DuckDbFailure.detail(e), e);
    }
  }

  /**
   * DuckDB's own words for what it will never do; no value of an event is ever in what is asked
   * here.
   *
   * @throws SQLException if it is not the statement's fault
   */
  private static String refusal(SQLException e) throws SQLException {
    return switch (DuckDbFailure.of(e)) {
      case LOCKED, BROKEN, CONFLICT -> throw e;
      case ROWS, UNAVAILABLE -> String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    };
  }

  static void execute(Connection connection, String sql) throws SQLException {
    // Prepared, since only that tells what is wrong with a statement.
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }
}
