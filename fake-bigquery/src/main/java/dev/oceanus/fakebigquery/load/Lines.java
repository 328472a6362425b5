package dev.oceanus.fakebigquery.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a file as ranges of one buffer, each with its position in the file. Of one thread. */
final class Lines {
  private static final int FIRST_SIZE = 1 << 18;
  private static final int LONGEST = 100 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int from;
  private int to;
  private int next;
  private int filled;
  private long bufferPosition;
  private boolean ended;

  Lines(InputStream in) {
    this.in = in;
  }

  byte[] buffer() {
    return buffer;
  }

  /** Where the line begins in the buffer. */
  int from() {
    return from;
  }

  int length() {
    return to - from;
  }

  /** What ended it. */
  String ending() {
    return to < filled && buffer[to] == '\r' ? "\r\n" : "\n";
  }

  /** Where it begins in the file. */
  long position() {
    return bufferPosition + from;
  }

  /**
   * Goes to the next line.
   *
   * @return false at the end
   * @throws BadRowException if it is longer than BigQuery takes; what follows cannot be read then
   */
  boolean next() throws IOException, BadRowException {
    from = next;
    int scanned = from;
    while (true) {
      for (int i = scanned; i < filled; i++) {
        if (buffer[i] == '\n') {
          to = i > from && buffer[i - 1] == '\r' ? i - 1 : i;
          next = i + 1;
          return true;
        }
      }
      scanned = filled;
      if (ended) {
        to = filled;
        next = filled;
        return to > from;
      }
      int moved = from;
      more();
      scanned -= moved - from;
    }
  }

  private void more() throws IOException, BadRowException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      bufferPosition += from;
      filled -= from;
      from = 0;
    }
    if (filled > LONGEST) {
      throw new BadRowException("Row size is larger than: " + LONGEST + ".");
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
  }
}
