package dev.oceanus.fakebigquery.write;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** A stream in memory, which changes in turn. Thread-safe. */
final class Entry {
  private final ReentrantLock turn = new ReentrantLock();
  private volatile StreamState state;

  Entry(StreamState state) {
    this.state = state;
  }

  /** As it was last. */
  StreamState state() {
    return state;
  }

  /**
   * Changes it, alone. It stays as it was if the change throws.
   *
   * @param change makes the next state, and has it on disk when it returns
   * @return the state before and after
   */
  Step change(UnaryOperator<StreamState> change) {
    turn.lock();
    try {
      StreamState before = state;
      StreamState after = change.apply(before);
      state = after;
      return new Step(before, after);
    } finally {
      turn.unlock();
    }
  }

  /** One change. */
  record Step(StreamState before, StreamState after) {}
}
