package dev.oceanus.collector.spool.file;

import dev.oceanus.collector.spool.SegmentFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file of which nothing is confirmed before it is on disk. Not by a channel, which an interrupt
 * of its thread would close in the middle of a write.
 */
final class DiskFile implements SegmentFile {
  private final RandomAccessFile file;

  DiskFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    file.write(bytes);
  }

  @Override
  public void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close(long length) {
    try (file) {
      if (file.length() > length) {
        file.setLength(length);
      }
    } catch (IOException e) {
      // what lies behind was not confirmed: whole, it is sent as well, else it is found to be
      // damaged
    }
  }
}
