package dev.oceanus.collector.spool.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.spool.SegmentFile;
import dev.oceanus.collector.spool.SegmentFolder;
import dev.oceanus.collector.spool.SegmentName;
import dev.oceanus.common.life.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the local file system, which one process at a time has: by a lock that the operating
 * system takes back whichever way the process ends. Others cannot read it, since it holds events.
 */
public final class DiskFolder implements SegmentFolder {
  private static final String ASIDE = ".aside";

  private final Path folder;
  private @Nullable FileChannel claim;

  public DiskFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<SegmentName> open() {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      claim = claimed();
      syncFolder();
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .map(file -> SegmentName.of(String.valueOf(file.getFileName())))
            .flatMap(Optional::stream)
            .sorted()
            .toList();
      }
    } catch (IOException e) {
      throw new StartException(
          "the spool folder %s (OCEANUS_SPOOL_DIR) cannot be used: %s %s"
              .formatted(folder, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private FileChannel claimed() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      ByteBuffer holder = ByteBuffer.allocate(32);
      channel.read(holder, 0);
      channel.close();
      throw new StartException(
          "the spool folder %s (OCEANUS_SPOOL_DIR) is in use by process %s: each collector needs one of its own"
              .formatted(folder, new String(holder.array(), 0, holder.position(), UTF_8)));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)), 0);
    return channel;
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another spool of this process has it
    }
  }

  @Override
  public SegmentFile create(SegmentName name, byte[] header) throws IOException {
    DiskFile file = new DiskFile(path(name));
    try {
      file.write(header);
      file.sync();
      syncFolder();
      return file;
    } catch (IOException e) {
      file.close(0);
      Files.deleteIfExists(path(name));
      throw e;
    }
  }

  @Override
  public byte[] read(SegmentName name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  @Override
  public void delete(SegmentName name) throws IOException {
    Files.deleteIfExists(path(name));
    syncFolder();
  }

  @Override
  public void setAside(SegmentName name) throws IOException {
    Path file = path(name);
    Files.move(file, file.resolveSibling(name.file() + ASIDE), StandardCopyOption.REPLACE_EXISTING);
    syncFolder();
  }

  private Path path(SegmentName name) {
    return folder.resolve(name.file());
  }

  /** A name that is made or taken away is on disk only when its folder is. */
  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    FileChannel held = claim;
    claim = null;
    try {
      if (held != null) {
        held.close();
      }
    } catch (IOException e) {
      // the operating system takes the lock back in any case, at the latest with the process
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
