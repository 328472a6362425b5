package dev.oceanus.collector.request;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes a body out of its chunks, strictly as RFC 9112 writes them: whoever reads bytes that are
 * not so may end the body elsewhere than a proxy does, and take its rest for a request. Trailers
 * are not taken. Used for one body, by one thread at a time.
 */
public final class Chunks {
  private static final int MOST_DIGITS = 8;
  private static final int LONGEST_EXTENSION = 256;

  private State state = State.SIZE;
  private int digits;
  private int extension;
  private long left;

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_END,
    DATA,
    DATA_CR,
    DATA_LF,
    LAST_CR,
    LAST_LF,
    DONE
  }

  /** Whether the last chunk has been taken; nothing is read behind it. */
  public boolean done() {
    return state == State.DONE;
  }

  /**
   * Moves what is of the body, until one of the two buffers has no more or the body ends.
   *
   * @throws IOException if these are no chunks; the text says what was met, in words of ours
   */
  public void decode(ByteBuffer in, ByteBuffer out) throws IOException {
    while (in.hasRemaining() && state != State.DONE) {
      if (state == State.DATA) {
        if (!out.hasRemaining()) {
          return;
        }
        data(in, out);
      } else {
        take(in.get());
      }
    }
  }

  private void data(ByteBuffer in, ByteBuffer out) {
    int length = (int) Math.min(left, Math.min(in.remaining(), out.remaining()));
    out.put(in.slice(in.position(), length));
    in.position(in.position() + length);
    left -= length;
    state = left == 0 ? State.DATA_CR : State.DATA;
  }

  private void take(byte b) throws IOException {
    switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> extension(b);
      case SIZE_END -> {
        expect('\n', b);
        state = left == 0 ? State.LAST_CR : State.DATA;
        digits = 0;
        extension = 0;
      }
      case DATA_CR -> next('\r', b, State.DATA_LF);
      case DATA_LF -> next('\n', b, State.SIZE);
      case LAST_CR -> next('\r', b, State.LAST_LF);
      case LAST_LF -> next('\n', b, State.DONE);
      case DATA, DONE -> throw new IllegalStateException("no byte is taken in " + state);
    }
  }

  private void size(byte b) throws IOException {
    int digit = b < 0 ? -1 : Character.digit(b, 16);
    if (digit >= 0 && digits < MOST_DIGITS) {
      left = left << 4 | digit;
      digits++;
    } else if (digits == 0 || digit >= 0) {
      throw new IOException("a chunk's size is none of 1 to " + MOST_DIGITS + " digits");
    } else if (b == ';') {
      state = State.EXTENSION;
    } else {
      next('\r', b, State.SIZE_END);
    }
  }

  private void extension(byte b) throws IOException {
    if (b == '\r') {
      state = State.SIZE_END;
    } else if ((b < ' ' && b != '\t') || b == 0x7f || ++extension > LONGEST_EXTENSION) {
      throw new IOException("a chunk's extension is none of up to " + LONGEST_EXTENSION + " bytes");
    }
  }

  private void next(char expected, byte b, State then) throws IOException {
    expect(expected, b);
    state = then;
  }

  private static void expect(char expected, byte b) throws IOException {
    if (b != expected) {
      throw new IOException("a chunk's line does not end where it should");
    }
  }
}
