package dev.oceanus.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * How fast the disk takes small writes one by one, on which {@code appendfsync always} depends.
 *
 * @param filesystem type of it
 * @param writes of 4 KiB, each followed by fdatasync
 * @param syncsPerSecond of these
 * @param p50Micros median time of one
 * @param p99Micros 99th percentile
 */
public record DiskProbe(
    String filesystem, int writes, double syncsPerSecond, double p50Micros, double p99Micros) {
  private static final int BYTES = 4096;

  /** Writes to a file in this folder. */
  public static DiskProbe of(Path folder, int writes) {
    Path file = folder.resolve("probe");
    long[] nanos = new long[writes];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 0; i < writes; i++) {
        long begun = System.nanoTime();
        channel.write(ByteBuffer.allocate(BYTES));
        channel.force(false);
        nanos[i] = System.nanoTime() - begun;
      }
      double sum = Arrays.stream(nanos).sum();
      Arrays.sort(nanos);
      return new DiskProbe(
          file.getFileSystem().provider().getFileStore(file).type(),
          writes,
          writes * 1e9 / sum,
          nanos[writes / 2] / 1e3,
          nanos[writes * 99 / 100] / 1e3);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to " + file, e);
    }
  }
}
