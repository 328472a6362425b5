package dev.oceanus.local.folder;

import dev.oceanus.common.life.Backoff;
import dev.oceanus.common.life.Retry;
import dev.oceanus.local.cli.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The folder that holds all that a local Oceanus keeps. One process at a time claims it, by a lock
 * that the operating system takes back whichever way the process ends.
 *
 * @param root absolute path; need not exist
 */
public record DataFolder(Path root) {
  private static final Backoff CLAIM = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));
  private static final int CLAIM_TRIES = 8;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * The folder of this name.
   *
   * @throws CommandException if it is no name of a folder
   */
  public static DataFolder of(String name) {
    try {
      return new DataFolder(Path.of(name).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw CommandException.usage("--data takes a folder, found '" + name + "'");
    }
  }

  /** The DuckDB file. */
  public Path warehouse() {
    return root.resolve("warehouse.duckdb");
  }

  /** Where Redis keeps its files. */
  public Path redis() {
    return root.resolve("redis");
  }

  /** Where events wait while Redis does not take them. */
  public Path spool() {
    return root.resolve("spool");
  }

  /** The site catalogue. */
  public Path sites() {
    return root.resolve("sites.yaml");
  }

  /** The rules over live events. */
  public Path rules() {
    return root.resolve("rules.yaml");
  }

  /** Where a running process says how it is reached. */
  public Path running() {
    return root.resolve("running.properties");
  }

  private Path lock() {
    return root.resolve("lock");
  }

  /**
   * Takes the folder for this process, making it where it is missing.
   *
   * @throws CommandException if another process has it, or it cannot be made
   */
  public Claim claim() {
    try {
      if (!Files.isDirectory(root)) {
        Files.createDirectories(root, OWNER_ONLY); // it holds addresses of visitors
      }
      FileChannel channel =
          FileChannel.open(
              lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      for (int tries = 1; ; tries++) {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          write(channel, Long.toString(ProcessHandle.current().pid()));
          return new Claim(channel);
        }
        // A command that only looks whether it is taken holds it for a moment.
        if (tries == CLAIM_TRIES || !Retry.pause(CLAIM.after(tries, ThreadLocalRandom.current()))) {
          String holder = read(channel);
          channel.close();
          throw new CommandException(
              CommandException.TAKEN,
              ("the data folder %s is in use by process %s; stop that one,"
                      + " or choose another folder with --data DIR")
                  .formatted(root, holder));
        }
      }
    } catch (IOException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "the data folder %s cannot be used: %s".formatted(root, reason(e)));
    }
  }

  /**
   * Whether a process has claimed this folder now.
   *
   * @throws CommandException if there is no such folder
   */
  public boolean isClaimed() {
    try (FileChannel channel = FileChannel.open(lock(), StandardOpenOption.READ)) {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      return lock == null;
    } catch (NoSuchFileException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "%s is no data folder of Oceanus; './oceanus up' makes one, --data DIR names another"
              .formatted(root));
    } catch (IOException e) {
      throw new CommandException(
          CommandException.UNAVAILABLE,
          "the data folder %s cannot be read: %s".formatted(root, reason(e)));
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  /**
   * A folder that this process has: given back when it is closed, forgotten, or the process ends.
   */
  public static final class Claim implements AutoCloseable {
    private final FileChannel channel;

    private Claim(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("giving the data folder back", e);
      }
    }
  }
}
