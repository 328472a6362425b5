package dev.oceanus.collector.spool.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oceanus.collector.spool.SegmentFile;
import dev.oceanus.collector.spool.SegmentFolder;
import dev.oceanus.collector.spool.SegmentName;
import dev.oceanus.common.life.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of the local file system, which one process at a time has: by a lock that the operating
 * system takes back whichever way the process ends. Others cannot read it, since it holds events.
 */
public final class DiskFolder implements SegmentFolder {
  private static final Logger logger = LoggerFactory.getLogger(DiskFolder.class);
  private static final String ASIDE = ".aside";
  private static final int HOLDER_BYTES = 20;

  /** Those of this process: to close another channel of a lock file would give up the lock. */
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private @Nullable FileChannel claim;
  private @Nullable Path claimed;

  public DiskFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<SegmentName> open() {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, ownersOnly("rwx------"));
        syncFolder(folder.resolveSibling("."));
      }
      claim();
      syncFolder(folder);
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

  private void claim() throws IOException {
    Path real = folder.toRealPath();
    if (!CLAIMED.add(real)) {
      throw inUse(Long.toString(ProcessHandle.current().pid()));
    }
    claimed = real;
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            ownersOnly("rw-------"));
    claim = channel;
    if (channel.tryLock() == null) {
      ByteBuffer holder = ByteBuffer.allocate(HOLDER_BYTES);
      channel.read(holder, 0);
      close();
      throw inUse(new String(holder.array(), 0, holder.position(), UTF_8).strip());
    }
    nameHolder(channel);
  }

  private StartException inUse(String holder) {
    return new StartException(
        "the spool folder %s (OCEANUS_SPOOL_DIR) is in use by process %s: each collector needs one of its own"
            .formatted(folder, holder));
  }

  /** For people only: a full disk must not keep from starting who would empty it. */
  private static void nameHolder(FileChannel channel) {
    String pid = "%-" + HOLDER_BYTES + "d";
    byte[] holder = pid.formatted(ProcessHandle.current().pid()).getBytes(UTF_8);
    try {
      channel.write(ByteBuffer.wrap(holder), 0);
    } catch (IOException e) {
      logger.warn("cannot write to the spool's disk: {}", e.getMessage());
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> ownersOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  @Override
  public SegmentFile create(SegmentName name, byte[] header) throws IOException {
    DiskFile file = new DiskFile(Files.createFile(path(name), ownersOnly("rw-------")));
    try {
      file.write(header);
      file.sync();
      syncFolder(folder);
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
    syncFolder(folder);
  }

  @Override
  public void setAside(SegmentName name) throws IOException {
    Path file = path(name);
    Files.move(file, file.resolveSibling(name.file() + ASIDE), StandardCopyOption.REPLACE_EXISTING);
    syncFolder(folder);
  }

  private Path path(SegmentName name) {
    return folder.resolve(name.file());
  }

  /**
   * A name that is made or taken away is on disk only when its folder is. That takes a channel,
   * which would be closed by an interrupt of its thread: it is told of that afterwards.
   */
  private static void syncFolder(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    FileChannel open = claim;
    claim = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // the operating system takes the lock back in any case, at the latest with the process
    }
    Path held = claimed;
    claimed = null;
    if (held != null) {
      CLAIMED.remove(held);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
