package dev.oceanus.export.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** One row as bytes in UTF-8, of a limited length. Reused for the next one; of one thread. */
final class Line {
  private static final int FIRST_SIZE = 1 << 12;
  private static final int REPLACEMENT = 0xfffd;

  private final int longest;
  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  Line(int longest) {
    this.longest = longest;
  }

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** An ASCII character. */
  void ascii(char character) {
    ensure(1);
    bytes[length++] = (byte) character;
  }

  /** A text of which every character is ASCII. */
  void ascii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  void raw(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  /**
   * The character of a text at an index, in UTF-8; half a character becomes U+FFFD.
   *
   * @return the index of the next one
   */
  int character(String text, int index) {
    ensure(4);
    char first = text.charAt(index);
    if (first < 0x80) {
      bytes[length++] = (byte) first;
      return index + 1;
    }
    int point = text.codePointAt(index);
    int next = index + Character.charCount(point);
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      point = REPLACEMENT;
    }
    if (point < 0x800) {
      bytes[length++] = (byte) (0xc0 | (point >> 6));
    } else if (point < 0x10000) {
      bytes[length++] = (byte) (0xe0 | (point >> 12));
      bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
    } else {
      bytes[length++] = (byte) (0xf0 | (point >> 18));
      bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
    }
    bytes[length++] = (byte) (0x80 | (point & 0x3f));
    return next;
  }

  private void ensure(int more) {
    if (length + more > longest) {
      throw new RowTooLongException(longest);
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(longest, Math.max(length + more, bytes.length * 2)));
    }
  }
}
