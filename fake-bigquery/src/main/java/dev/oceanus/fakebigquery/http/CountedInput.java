package dev.oceanus.fakebigquery.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body whose bytes are counted as they are read. Of one thread. */
final class CountedInput extends FilterInputStream {
  private final Counters counters;

  CountedInput(InputStream in, Counters counters) {
    super(in);
    this.counters = counters;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    counters.received(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int read = super.read(buffer, from, length);
    counters.received(Math.max(0, read));
    return read;
  }
}
