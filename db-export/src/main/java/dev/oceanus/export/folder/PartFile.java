package dev.oceanus.export.folder;

import dev.oceanus.export.targets.PendingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file under another name until it is whole. */
final class PartFile extends PendingFile {
  /** Behind the name of a file that is not whole. */
  static final String SUFFIX = ".part";

  private final Path whole;
  private final Path part;
  private final FileChannel channel;
  private boolean committed;

  PartFile(Path whole) {
    this.whole = whole;
    this.part = whole.resolveSibling(whole.getFileName() + SUFFIX);
    try {
      this.channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw FolderTarget.failure("creating", part, e);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw FolderTarget.failure("writing", part, e);
    }
  }

  @Override
  public void commit() {
    try {
      channel.force(true);
      channel.close();
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      committed = true;
      sync(whole.resolveSibling(""));
    } catch (IOException e) {
      throw FolderTarget.failure("completing", whole, e);
    }
  }

  /** A folder keeps its new name only once it is on disk itself. */
  static void sync(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (!committed) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw FolderTarget.failure("closing", part, e);
    }
  }
}
