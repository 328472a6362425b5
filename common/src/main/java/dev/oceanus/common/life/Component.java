package dev.oceanus.common.life;

import java.time.Duration;

/**
 * A part of a process with a beginning and an end. Construction does no I/O. Owned by one {@link
 * Lifecycle}, which calls {@link #start} and {@link #close} from one thread.
 */
public interface Component extends AutoCloseable {
  /** Short name for logs and health answers: {@code collector-http}. */
  String name();

  /**
   * Begins to work; returns once it does.
   *
   * @throws StartException with a message for the operator when it cannot
   */
  void start();

  /** How it is now. Asks nobody outside the process, and returns at once. */
  Health check();

  /** How much longer than usual {@link #close} may take, where it waits for others. */
  default Duration closesLate() {
    return Duration.ZERO;
  }

  /**
   * Stops in order, within its own bounded time. Does nothing when not started or closed before.
   */
  @Override
  void close();
}
