package dev.oceanus.notifier.delivery;

import java.util.List;

/**
 * Where notices go. Called by one thread at a time, which waits for it: every call ends within 30
 * seconds, whatever the other side does.
 */
public interface Target {
  /** What it takes. */
  Content.Kind kind();

  /** How many notices one call may bring, 1 or more. */
  int most();

  /**
   * Delivers these notices, all or none of them.
   *
   * @param notices 1 to {@link #most}, of its kind
   * @throws InterruptedException if the caller is to end; they may have been delivered
   */
  Delivery deliver(List<Notice> notices) throws InterruptedException;
}
