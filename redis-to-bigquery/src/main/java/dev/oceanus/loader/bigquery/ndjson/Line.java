package dev.oceanus.loader.bigquery.ndjson;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow, for the lines under way. Not thread-safe. */
final class Line {
  private byte[] bytes = new byte[1 << 16];
  private int size;

  int size() {
    return size;
  }

  void put(byte value) {
    room(1);
    bytes[size++] = value;
  }

  void put(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  /** A character in UTF-8. */
  void putCharacter(int point) {
    if (point < 0x80) {
      put((byte) point);
    } else if (point < 0x800) {
      put((byte) (0xC0 | (point >> 6)));
      putLast(point);
    } else if (point < 0x10000) {
      put((byte) (0xE0 | (point >> 12)));
      putLast(point >> 6);
      putLast(point);
    } else {
      put((byte) (0xF0 | (point >> 18)));
      putLast(point >> 12);
      putLast(point >> 6);
      putLast(point);
    }
  }

  private void putLast(int bits) {
    put((byte) (0x80 | (bits & 0x3F)));
  }

  /** Forgets what came behind this size. */
  void cut(int to) {
    size = to;
  }

  /** Hands all of it on, and is empty. */
  void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
