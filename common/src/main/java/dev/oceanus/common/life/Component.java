package dev.oceanus.common.life;

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

  /**
   * Stops in order, within its own bounded time. Does nothing when not started or closed before.
   */
  @Override
  void close();
}
