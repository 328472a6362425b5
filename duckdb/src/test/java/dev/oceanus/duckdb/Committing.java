package dev.oceanus.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.duckdb.DuckDbFile.Opening;
import dev.oceanus.testkit.process.ClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A process whose threads commit to a shared file, and say which numbers they have committed. */
final class Committing implements AutoCloseable {
  private static final int THREADS = 4;
  private static final long LONGEST_PAUSE = 60_000_000;

  private final Process process;

  private Committing(Process process) {
    this.process = process;
  }

  /**
   * Begins.
   *
   * @param first number of its first thread, which commits this one and the next ones
   * @param each how many numbers each thread commits
   */
  static Committing start(Path file, int first, int each) {
    try {
      return new Committing(
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "--enable-native-access=ALL-UNNAMED",
                      "-XX:TieredStopAtLevel=1",
                      "-cp",
                      ClassPath.own(),
                      Committing.class.getName(),
                      file.toString(),
                      Integer.toString(first),
                      Integer.toString(each)))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers that it says are committed; waits for its end. */
  List<Integer> committed() throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8)
        .lines()
        .map(Integer::parseInt)
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The process. */
  public static void main(String[] args) throws InterruptedException, SQLException {
    DuckDbFile file = new DuckDbFile(Path.of(args[0]), Opening.SHARED);
    int first = Integer.parseInt(args[1]);
    int each = Integer.parseInt(args[2]);
    boolean unused =
        file.with(
            "making the table",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                boolean result = statement.execute("CREATE TABLE IF NOT EXISTS t (x INTEGER)");
                connection.commit();
                return result;
              }
            });
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int from = first + i * each;
      threads.add(Thread.ofPlatform().start(() -> commit(file, from, each)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void commit(DuckDbFile file, int from, int count) {
    for (int number = from; number < from + count; number++) {
      int committed = number;
      try {
        Integer done =
            file.with(
                "a test",
                connection -> {
                  try (PreparedStatement insert =
                      connection.prepareStatement("INSERT INTO t VALUES (?)")) {
                    insert.setInt(1, committed);
                    insert.executeUpdate();
                  }
                  connection.commit();
                  return committed;
                });
        System.out.println(done);
        // Now and then nobody here has the file open, so that it changes hands.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
