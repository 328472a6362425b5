package dev.oceanus.fakebigquery.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/**
 * All state of the stand-in, in one DuckDB file: whatever is changed in one transaction is there
 * after a kill as a whole or not at all. Thread-safe.
 */
public final class Store implements AutoCloseable {
  /** Whether rows that are appended are kept, or only counted. */
  public enum Rows {
    KEPT,
    DISCARDED
  }

  private static final int TRIES = 20;

  private final Path folder;
  private final Clock clock;
  private final Rows rows;
  private final DuckDBConnection root;
  private final ReentrantLock lock = new ReentrantLock();

  private Store(Path folder, Clock clock, Rows rows, DuckDBConnection root) {
    this.folder = folder;
    this.clock = clock;
    this.rows = rows;
    this.root = root;
  }

  /** Opens the file in this folder, which is made if there is none. */
  public static Store open(Path folder, Clock clock, Rows rows) {
    try {
      Files.createDirectories(folder);
      Connection connection =
          DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
      try (Statement statement = connection.createStatement()) {
        for (String line : MetaTables.SETTINGS) {
          statement.execute(line);
        }
        for (String table : MetaTables.CREATE) {
          statement.execute(table);
        }
        for (String macro : Macros.CREATE) {
          statement.execute("CREATE OR REPLACE MACRO " + macro);
        }
      }
      return new Store(folder, clock, rows, connection.unwrap(DuckDBConnection.class));
    } catch (SQLException e) {
      throw new StoreException("opening the store in " + folder + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("making the folder " + folder, e);
    }
  }

  public Path folder() {
    return folder;
  }

  public Clock clock() {
    return clock;
  }

  /** Does something short, one after the other with all that comes here. */
  public <T> T transaction(Work<T> work) {
    lock.lock();
    try {
      return attempts(work);
    } finally {
      lock.unlock();
    }
  }

  /** Changes something short, like {@link #transaction}. */
  public void change(Change change) {
    var unused =
        transaction(
            transaction -> {
              change.in(transaction);
              return true;
            });
  }

  /** What is changed in one transaction. */
  @FunctionalInterface
  public interface Change {
    /** Changes it; all is undone if it throws. */
    void in(Transaction transaction) throws SQLException;
  }

  /**
   * Does something long beside all else, on what was committed when it began; it is done again from
   * the start if another one has changed the same.
   */
  public <T> T beside(Work<T> work) {
    return attempts(work);
  }

  private <T> T attempts(Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (!conflicts(e) || tries == TRIES) {
          throw new StoreException("the store failed: " + e.getMessage(), e);
        }
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (DuckDBConnection connection = root.duplicate()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1"); // an appender alone would begin no transaction
        T result = work.in(new Transaction(connection, clock, rows));
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    }
  }

  private static boolean conflicts(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("TransactionContext Error")
        || message.contains("Transaction conflict")
        || message.contains("write-write conflict")
        || message.contains("Conflict on");
  }

  @Override
  public void close() {
    lock.lock();
    try {
      root.close();
    } catch (SQLException e) {
      throw new StoreException("closing the store in " + folder, e);
    } finally {
      lock.unlock();
    }
  }
}
