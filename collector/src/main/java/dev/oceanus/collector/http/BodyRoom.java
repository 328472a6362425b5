package dev.oceanus.collector.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all bodies that are being read may hold together. The last quarter is for small
 * ones alone, so that whoever holds back the ends of large ones does not keep out what pages send.
 * Thread-safe.
 */
final class BodyRoom {
  /** Longest body, in bytes, that the last quarter is for. */
  static final int SMALL = 16 * 1024;

  private final long all;
  private final long forLarge;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param all bytes
   */
  BodyRoom(long all) {
    this.all = all;
    this.forLarge = all - all / 4;
  }

  /**
   * Takes what a body needs that grows.
   *
   * @param from bytes that it has
   * @param to bytes that it wants
   * @return false if there is no room, and nothing was taken
   */
  boolean grow(int from, int to) {
    long most = to <= SMALL ? all : forLarge;
    long now = held.get();
    while (now + to - from <= most) {
      if (held.compareAndSet(now, now + to - from)) {
        return true;
      }
      now = held.get();
    }
    return false;
  }

  /** Gives back what a body had. */
  void giveBack(int bytes) {
    held.addAndGet(-bytes);
  }

  /** Bytes that are held. */
  long held() {
    return held.get();
  }
}
