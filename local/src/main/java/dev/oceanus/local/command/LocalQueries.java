package dev.oceanus.local.command;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Retry;
import dev.oceanus.local.cli.CommandException;
import dev.oceanus.local.duckdb.FileQueries;
import dev.oceanus.local.duckdb.FileTakenException;
import dev.oceanus.local.folder.DataFolder;
import dev.oceanus.local.folder.Running;
import dev.oceanus.local.query.Queries;
import dev.oceanus.local.query.RemoteQueries;
import dev.oceanus.local.query.RowSink;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks the process that has the warehouse open, or reads the file where there is none. A process
 * that starts or ends just now is waited for.
 */
final class LocalQueries implements Queries {
  private static final Backoff AGAIN = new Backoff(Duration.ofMillis(20), Duration.ofMillis(250));
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final DataFolder folder;

  LocalQueries(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * Hands the answer on.
   *
   * @throws CommandException if there is no warehouse, or the process that uses it does not answer
   */
  @Override
  public void ask(String sql, RowSink sink) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (int tries = 1; ; tries++) {
      try {
        queries().ask(sql, sink);
        return;
      } catch (ConnectException | FileTakenException e) {
        if (System.nanoTime() > deadline
            || !Retry.pause(AGAIN.after(tries, ThreadLocalRandom.current()))) {
          throw new CommandException(
              CommandException.TAKEN,
              "the process that uses %s does not answer: %s"
                  .formatted(folder.root(), e.getMessage()));
        }
      }
    }
  }

  private Queries queries() throws IOException {
    if (folder.isClaimed()) {
      Optional<Running> running = Running.read(folder.running());
      if (running.isEmpty()) {
        throw new ConnectException("it starts or ends");
      }
      return new RemoteQueries(running.get().queryUrl(), running.get().token());
    }
    if (!Files.exists(folder.warehouse())) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "%s holds no warehouse yet; './oceanus up' makes one".formatted(folder.root()));
    }
    return new FileQueries(folder.warehouse());
  }
}
