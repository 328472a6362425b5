package dev.oceanus.export.targets;

import java.io.OutputStream;

/**
 * A file while it is written. Closing it without {@link #commit} leaves nothing; of one thread.
 * Writing throws {@link TargetException}.
 */
public abstract class PendingFile extends OutputStream {
  /** The file is whole, on disk, and visible from now on. */
  public abstract void commit();

  @Override
  public abstract void write(byte[] bytes, int from, int length);

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public abstract void close();
}
