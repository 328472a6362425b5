package dev.oceanus.duckdb;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Component;
import dev.oceanus.common.life.Health;
import dev.oceanus.common.life.Retry;
import dev.oceanus.common.life.StartException;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB file, which one process at a time can have open. Held: this process keeps it from start
 * to close. Shared: it is open only while something is done, and waits its turn; of this process
 * too one thread at a time has it, since DuckDB 1.5.5 opens a file a second time in a process while
 * its last connection is being closed: then the system forgets the process' lock, others open the
 * file as well, and what is committed can be lost. Thread-safe.
 */
public final class DuckDbFile implements Component {
  /** Whether the process keeps the file to itself. */
  public enum Opening {
    HELD,
    SHARED
  }

  /** What is done on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; the connection is closed afterwards, and what is not committed is undone. */
    T on(DuckDBConnection connection) throws SQLException;
  }

  private static final Backoff TURN = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));
  private static final int CONFLICTS = 10;
  private static final Duration TURN_LIMIT = Duration.ofSeconds(10);

  /** For each shared file what its user in this process holds. */
  private static final Map<Path, ReentrantLock> turns = new ConcurrentHashMap<>();

  private final Path file;
  private final Opening opening;

  /** Whoever uses a held file has it for reading; for closing it nobody may. */
  private final ReentrantReadWriteLock uses = new ReentrantReadWriteLock();

  private @Nullable DuckDBConnection held;

  public DuckDbFile(Path file, Opening opening) {
    this.file = file;
    this.opening = opening;
  }

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public void start() {
    try {
      boolean unused =
          once(
              connection -> {
                connection.commit();
                return true;
              });
    } catch (SQLException | WarehouseUnavailableException e) {
      throw new StartException(
          "the DuckDB file %s (OCEANUS_DUCKDB_FILE) cannot be opened: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public Health check() {
    return Health.READY;
  }

  @Override
  public void close() {
    uses.writeLock().lock();
    try {
      DuckDBConnection open = held;
      held = null;
      if (open != null) {
        open.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("closing " + file, e);
    } finally {
      uses.writeLock().unlock();
    }
  }

  /**
   * Does something in a transaction of its own connection, again where it conflicts with another.
   *
   * @param what for messages
   * @throws SQLException what DuckDB says of the work itself
   * @throws WarehouseUnavailableException if the file cannot be opened now
   */
  public <T> T with(String what, Work<T> work) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        return once(work);
      } catch (SQLException e) {
        DuckDbFailure failure = DuckDbFailure.of(e);
        if (failure == DuckDbFailure.ROWS) {
          throw e;
        }
        if (failure == DuckDbFailure.BROKEN) {
          close();
        }
        boolean again = failure == DuckDbFailure.CONFLICT && tries < CONFLICTS;
        if (!again || !Retry.pause(TURN.after(tries, ThreadLocalRandom.current()))) {
          throw new WarehouseUnavailableException(what + ": " + DuckDbFailure.detail(e), e);
        }
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    Lock turn = turn();
    try {
      if (!turn.tryLock(TURN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new WarehouseUnavailableException(file + " is in use here for too long", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseUnavailableException("interrupted while waiting for " + file, e);
    }
    try {
      return onConnection(work);
    } finally {
      turn.unlock();
    }
  }

  private Lock turn() {
    return opening == Opening.HELD
        ? uses.readLock()
        : turns.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock(true));
  }

  private <T> T onConnection(Work<T> work) throws SQLException {
    try (DuckDBConnection connection = connect()) {
      try {
        return work.on(connection);
      } finally {
        if (!connection.isClosed()) {
          connection.rollback();
        }
      }
    }
  }

  private DuckDBConnection connect() throws SQLException {
    DuckDBConnection connection = opening == Opening.HELD ? fromHeld() : inTurn();
    connection.setAutoCommit(false);
    return connection;
  }

  private synchronized DuckDBConnection fromHeld() throws SQLException {
    DuckDBConnection open = held;
    if (open == null) {
      open = open();
      held = open;
    }
    return open.duplicate();
  }

  /** Opens the file, after whoever has it open now. */
  private DuckDBConnection inTurn() throws SQLException {
    long deadline = System.nanoTime() + TURN_LIMIT.toNanos();
    for (int failures = 1; ; failures++) {
      try {
        return open();
      } catch (SQLException e) {
        if (DuckDbFailure.of(e) != DuckDbFailure.LOCKED) {
          throw e;
        }
        if (System.nanoTime() > deadline
            || !Retry.pause(TURN.after(failures, ThreadLocalRandom.current()))) {
          throw new WarehouseUnavailableException(
              file + " is open in another process for too long", e);
        }
      }
    }
  }

  private DuckDBConnection open() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '256MB'");
      statement.execute("SET threads = 2");
      // Its default, 16 MB, rewrites row groups after every third batch: half the time of a drain.
      statement.execute("SET wal_autocheckpoint = '64MB'");
      // Columns hold UTC. GLOBAL is for the connections that are made of this one.
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      statement.execute("SET enable_external_access = false");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection.unwrap(DuckDBConnection.class);
  }
}
