package dev.oceanus.export.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Gzip at a lower level than the usual one: much less time for a few more bytes, see
 * docs/performance.md. Small writes are gathered. Of one thread.
 */
final class PackedStream extends GZIPOutputStream {
  private static final int LEVEL = 4;
  private static final int BUFFER = 1 << 16;

  private final byte[] gathered = new byte[BUFFER];
  private int filled;

  PackedStream(OutputStream out) throws IOException {
    super(out, BUFFER);
    def.setLevel(LEVEL);
  }

  @Override
  public synchronized void write(byte[] buffer, int from, int length) throws IOException {
    if (length > BUFFER - filled) {
      pack();
    }
    if (length > BUFFER) {
      super.write(buffer, from, length);
    } else {
      System.arraycopy(buffer, from, gathered, filled, length);
      filled += length;
    }
  }

  private void pack() throws IOException {
    super.write(gathered, 0, filled);
    filled = 0;
  }

  /** Once; it gives its memory outside of the heap back, which closing it would do too late. */
  @Override
  public void finish() throws IOException {
    pack();
    super.finish();
    def.end();
  }
}
