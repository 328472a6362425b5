package dev.oceanus.notifier.outbox;

import dev.oceanus.notifier.delivery.Content;

/** Writes notices whose time has come. Thread-safe. */
@FunctionalInterface
public interface Scribe {
  /**
   * What the notice says.
   *
   * @throws NeverException if it cannot be written, and never could
   * @throws dev.oceanus.common.warehouse.WarehouseUnavailableException if what it needs to know
   *     cannot be asked now
   */
  Content write(Waiting notice, Waiting.Unwritten body) throws NeverException;

  /** A notice cannot be written. */
  final class NeverException extends Exception {
    private static final long serialVersionUID = 1L;

    public NeverException(String reason) {
      super(reason);
    }
  }
}
