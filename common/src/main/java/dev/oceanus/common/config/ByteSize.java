package dev.oceanus.common.config;

/**
 * A number of bytes.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("size of " + bytes + " bytes");
    }
  }

  /** So many times 1,024 bytes. */
  public static ByteSize ofKib(long kib) {
    return new ByteSize(Math.multiplyExact(kib, 1024L));
  }

  /** So many times 1,048,576 bytes. */
  public static ByteSize ofMib(long mib) {
    return ofKib(Math.multiplyExact(mib, 1024L));
  }
}
