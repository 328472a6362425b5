package dev.oceanus.export.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.export.manifest.Manifest;
import dev.oceanus.export.targets.PendingFile;
import dev.oceanus.export.targets.Target;
import dev.oceanus.export.targets.TargetException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with one folder for each date. Files are written as {@code .part}, synced and renamed. A
 * lock keeps a second run out. Of one thread.
 */
public final class FolderTarget implements Target {
  private static final String LOCK = ".oceanus-export.lock";
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

  private final Path root;
  private final Path folder;
  private final FileChannel lock;

  private FolderTarget(Path root, Path folder, FileChannel lock) {
    this.root = root;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens the folder of a date, which is made if need be.
   *
   * @throws TargetException if it cannot be written, or another run is at work there
   */
  public static FolderTarget open(Path root, LocalDate date) {
    try {
      Path folder = root.resolve(date.toString());
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(lock)) {
        lock.close();
        throw new TargetException("another run is at work in " + root + "; wait for its end", null);
      }
      PartFile.sync(root); // keeps the folder of the date
      return new FolderTarget(root, folder, lock);
    } catch (IOException e) {
      throw failure("opening", root, e);
    }
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false; // by another run of this process
    }
  }

  @Override
  public Optional<String> manifest() {
    return manifest(folder);
  }

  private static Optional<String> manifest(Path folder) {
    Path file = folder.resolve(Manifest.NAME);
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("reading", file, e);
    }
  }

  @Override
  public PendingFile create(String name) {
    return new PartFile(folder.resolve(name));
  }

  @Override
  public void commit(String manifest) {
    try (PartFile file = new PartFile(folder.resolve(Manifest.NAME))) {
      file.write(manifest.getBytes(UTF_8));
      file.commit();
    } catch (IOException e) {
      throw failure("writing", folder.resolve(Manifest.NAME), e);
    }
  }

  @Override
  public void delete(String name) {
    Path file = folder.resolve(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failure("deleting", file, e);
    }
  }

  /** Of all dates: the lock says that no other run is at work on any. */
  @Override
  public void tidy(LeftBehind left) {
    try (Stream<Path> folders = Files.list(root)) {
      for (Path each : folders.filter(FolderTarget::isOfDate).toList()) {
        tidy(each, left);
      }
    } catch (IOException e) {
      throw failure("tidying", root, e);
    }
  }

  private static boolean isOfDate(Path path) {
    return Files.isDirectory(path) && String.valueOf(path.getFileName()).matches(DATE);
  }

  private static void tidy(Path folder, LeftBehind left) throws IOException {
    Optional<String> manifest = manifest(folder);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.equals(Manifest.NAME + PartFile.SUFFIX) || left.isLeft(name, manifest)) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public String place(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw failure("unlocking", root, e);
    }
  }

  static TargetException failure(String what, Path path, IOException e) {
    String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    return new TargetException(
        "%s %s failed: %s%s"
            .formatted(
                what, path, e.getClass().getSimpleName(), reason == null ? "" : ", " + reason),
        e);
  }
}
