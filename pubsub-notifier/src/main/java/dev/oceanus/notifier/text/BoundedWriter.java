package dev.oceanus.notifier.text;

import java.io.IOException;
import java.io.Writer;

/** Gathers text up to a length; says no to more. */
final class BoundedWriter extends Writer {
  private final int longest;
  private final StringBuilder text = new StringBuilder();
  private boolean full;

  BoundedWriter(int longest) {
    this.longest = longest;
  }

  @Override
  public void write(char[] chars, int from, int length) throws IOException {
    int room = Math.min(length, longest - text.length());
    text.append(chars, from, room);
    if (room < length) {
      if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
        text.setLength(text.length() - 1);
      }
      full = true;
      throw new IOException("longer than " + longest);
    }
  }

  /** Whether there was more than it took. */
  boolean full() {
    return full;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
