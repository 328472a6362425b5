package dev.oceanus.local.redis;

import dev.oceanus.common.life.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Redis of an earlier life on the same folder, which may be alive or ending after its process
 * was killed. Two of them on the same files would ruin them.
 */
final class EarlierRedis {
  private EarlierRedis() {}

  /**
   * Ends it, if there is one, and waits for its end.
   *
   * @param config the configuration by which it is known to be ours
   * @throws StartException if it does not end
   */
  static void end(Path pidFile, Path config, Duration limit) {
    Optional<ProcessHandle> earlier = find(pidFile, config);
    if (earlier.isEmpty()) {
      return;
    }
    ProcessHandle redis = earlier.get();
    redis.destroy();
    if (!ended(redis, limit)) {
      redis.destroyForcibly();
      if (!ended(redis, limit)) {
        throw new StartException(
            "an earlier redis-server (process %d) on %s does not end; end it, then start again"
                .formatted(redis.pid(), config.getParent()));
      }
    }
  }

  private static Optional<ProcessHandle> find(Path pidFile, Path config) {
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      // Numbers of processes are given again; ours has its configuration as argument. Its program
      // may go by another name, to which redis-server is a link.
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(
              process ->
                  Arrays.asList(process.info().arguments().orElse(new String[0]))
                      .contains(config.toString()));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StartException("cannot read " + pidFile + ": " + e.getMessage(), e);
    }
  }

  private static boolean ended(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new StartException("waiting for process " + process.pid() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
