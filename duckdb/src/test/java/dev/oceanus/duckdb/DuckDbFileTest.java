package dev.oceanus.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oceanus.common.life.StartException;
import dev.oceanus.common.warehouse.WarehouseUnavailableException;
import dev.oceanus.duckdb.DuckDbFile.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DuckDbFileTest {
  @TempDir private Path folder;

  private DuckDbFile file(Opening opening) {
    return new DuckDbFile(folder.resolve("w.duckdb"), opening);
  }

  private static void execute(DuckDbFile file, String sql, boolean commit) throws SQLException {
    boolean unused =
        file.with(
            "a test",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                boolean result = statement.execute(sql);
                if (commit) {
                  connection.commit();
                }
                return result;
              }
            });
  }

  private static long count(DuckDbFile file) throws SQLException {
    return file.with(
        "counting",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatIsCommittedAndUndoesTheRest(Opening opening) throws SQLException {
    DuckDbFile file = file(opening);
    file.start();
    execute(file, "CREATE TABLE t (x INTEGER)", true);
    execute(file, "INSERT INTO t VALUES (1)", true);
    execute(file, "INSERT INTO t VALUES (2)", false);
    assertThat(count(file)).isEqualTo(1);
    file.close();

    DuckDbFile again = file(Opening.HELD);
    assertThat(count(again)).isEqualTo(1);
    again.close();
  }

  /** Columns hold UTC; CURRENT_DATE and comparisons with CURRENT_TIMESTAMP have to be of it too. */
  @ParameterizedTest
  @EnumSource
  void itsDayIsThatOfUtcWhereverTheMachineIs(Opening opening) throws SQLException {
    DuckDbFile file = file(opening);
    for (int connection = 1; connection <= 2; connection++) {
      assertThat(timeZone(file)).as("connection %s", connection).isEqualTo("UTC");
    }
    file.close();
  }

  private static String timeZone(DuckDbFile file) throws SQLException {
    return file.with(
        "asking for the time zone",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT current_setting('TimeZone')")) {
            rows.next();
            return rows.getString(1);
          }
        });
  }

  @Test
  void undoesWhatThrew() throws SQLException {
    DuckDbFile file = file(Opening.HELD);
    execute(file, "CREATE TABLE t (x INTEGER)", true);
    assertThatThrownBy(
            () ->
                file.with(
                    "a bug",
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        statement.execute("INSERT INTO t VALUES (1)");
                      }
                      throw new IllegalStateException("bug");
                    }))
        .hasMessage("bug");
    assertThat(count(file)).isZero();
    file.close();
  }

  @Test
  @Tag("slow")
  void refusesToStartOnAFileThatAnotherProcessHolds() {
    try (FileHolder holder = FileHolder.hold(folder.resolve("w.duckdb"))) {
      assertThatThrownBy(() -> file(Opening.HELD).start())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("w.duckdb")
          .hasMessageContaining("OCEANUS_DUCKDB_FILE");
      assertThatThrownBy(() -> count(file(Opening.HELD)))
          .isInstanceOf(WarehouseUnavailableException.class)
          .hasMessageStartingWith("counting: ");
      assertThat(holder.holds()).isTrue();
    }
  }

  @Test
  @Tag("slow")
  void waitsItsTurnWhileAnotherProcessHasTheFile() throws Exception {
    DuckDbFile file = file(Opening.SHARED);
    execute(file, "CREATE TABLE t (x INTEGER)", true);
    try (FileHolder holder = FileHolder.hold(folder.resolve("w.duckdb"))) {
      CountDownLatch asked = new CountDownLatch(1);
      CompletableFuture<Long> counted =
          CompletableFuture.supplyAsync(
              () -> {
                asked.countDown();
                try {
                  return count(file);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      asked.await();
      assertThat(counted).isNotDone();
      holder.letGo();
      assertThat(counted.join()).isZero();
    }
  }

  @Test
  @Tag("slow")
  void keepsWhateverIsCommittedThoughThreadsOfSeveralProcessesShareIt() throws Exception {
    Path shared = folder.resolve("w.duckdb");
    int each = 60;
    List<Integer> committed = new ArrayList<>();
    try (Committing one = Committing.start(shared, 0, each);
        Committing other = Committing.start(shared, 1_000, each)) {
      committed.addAll(one.committed());
      committed.addAll(other.committed());
    }

    assertThat(committed).hasSize(2 * 4 * each);
    assertThat(numbers(file(Opening.HELD))).containsExactlyInAnyOrderElementsOf(committed);
  }

  private static List<Integer> numbers(DuckDbFile file) throws SQLException {
    try {
      return file.with(
          "reading",
          connection -> {
            List<Integer> numbers = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
              while (rows.next()) {
                numbers.add(rows.getInt(1));
              }
            }
            return numbers;
          });
    } finally {
      file.close();
    }
  }

  @Test
  void letsGoOfASharedFileBetweenItsUses() throws SQLException {
    DuckDbFile file = file(Opening.SHARED);
    file.start();
    execute(file, "CREATE TABLE t (x INTEGER)", true);
    try (FileHolder holder = FileHolder.hold(folder.resolve("w.duckdb"))) {
      assertThat(holder.holds()).isTrue();
    }
    assertThat(count(file)).isZero();
  }

  @Test
  void letsGoOfAHeldFileWhenItIsClosed() throws SQLException {
    DuckDbFile file = file(Opening.HELD);
    file.start();
    execute(file, "CREATE TABLE t (x INTEGER)", true);
    file.close();
    file.close();
    try (FileHolder holder = FileHolder.hold(folder.resolve("w.duckdb"))) {
      assertThat(holder.holds()).isTrue();
    }
    assertThat(count(file)).isZero();
    file.close();
  }

  @ParameterizedTest
  @EnumSource
  void saysThatAFileIsNoDatabase(Opening opening) throws IOException {
    Files.writeString(folder.resolve("w.duckdb"), "this is a text, and a long one ".repeat(1_000));
    assertThatThrownBy(() -> file(opening).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("w.duckdb")
        .hasMessageContaining("not a valid DuckDB database file");
  }

  @Test
  void saysThatItsFolderIsNotThere() {
    Path file = folder.resolve("nowhere").resolve("w.duckdb");
    assertThatThrownBy(() -> new DuckDbFile(file, Opening.HELD).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("nowhere");
  }
}
