package dev.oceanus.notifier.rules;

import dev.oceanus.notifier.event.Occurrence;

/** Whether an event matters. Thread-safe. */
@FunctionalInterface
public interface Condition {
  /**
   * Whether it holds for this event, whose schema it was made for.
   *
   * @throws UndecidedException if the event has not what it asks for, or it takes too long
   */
  boolean holds(Occurrence event) throws UndecidedException;

  /** A condition cannot be decided for an event. */
  final class UndecidedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message why, without values of the event
     */
    public UndecidedException(String message) {
      super(message, null, false, false);
    }

    /**
     * @param message why, without values of the event
     */
    public UndecidedException(String message, Throwable cause) {
      super(message, cause, false, false);
    }
  }
}
